### Ce que les conseillers peuvent demander : l'aide dans leur salon, et les commandes qu'un réseau propose lui-même.

# The description of `/desk`, where the network offers commands itself; at most 100 characters, as all below that describe one.
command-desk = pour les conseillers : travailler sur les tickets

# When somebody uses it elsewhere. command = what to type for an adviser.
order-not-here = C'est pour les conseillers, dans le salon où se trouvent leurs tickets. `{ $command }` leur confie un cas.

# In the help for advisers, above the orders for one ticket.
order-help-ticket = Dans le fil d'un ticket :

# In the help, above those for the desk as a whole.
order-help-desk = Partout dans ce salon :

# Last line of the help.
order-help-symbols = Un symbole au bout d'une ligne : en réaction sous la tête du ticket, il fait la même chose.

# What an order does, in the help and where the network offers commands itself. The orders themselves are the same in every language.
order-claim = prendre le ticket en charge

# The same.
order-release = le rendre, pour que quelqu'un d'autre s'en charge

# The same.
order-transfer = le passer à un collègue, par son nom ou son identifiant

# The same.
order-reply = envoyer votre texte à la personne

# The same.
order-snippet = envoyer un texte préparé dans la langue de la personne ; sans nom : la liste

# The same.
order-note = garder votre texte ici, entre conseillers

# The same.
order-waiting = dire à la personne que vous attendez sa réponse

# The same.
order-resolve = le tenir pour répondu ; si la personne réécrit, il est de nouveau ouvert

# The same.
order-close = le clore ; ce qui a été convenu peut suivre et sera envoyé

# The same.
order-reopen = reprendre un ticket clos

# The same.
order-topic = noter de quoi il s'agit, pour les listes

# The same.
order-priority = dire s'il presse

# The same.
order-transcript = recevoir tout ce qui a été dit dans un fichier texte

# The same.
order-list = montrer les tickets ouverts, les plus pressants d'abord

# The same.
order-mine = montrer les tickets que vous avez

# The same.
order-duty = on : être appelé quand il y a du nouveau ; off : ne plus l'être ; seul : qui l'est

# The same.
order-confirm = confirmer que la nouvelle identité d'un collègue est la sienne

# The same.
order-help = montrer ceci

# A button under the line that says who has the ticket.
order-button-waiting = J'attends sa réponse

# The same.
order-button-resolve = Répondu

# The same.
order-button-close = Clore

# The same.
order-button-release = Le rendre

# When nobody was named.
order-confirm-which = Écrivez à la suite de qui il s'agit : `!confirm` et un nom ou un identifiant.

# When there is nothing to confirm. who = an adviser.
order-confirm-nothing = Il n'y a rien à confirmer pour { $who } : c'est l'identité que je connais, ou la vôtre.

# When an adviser's new identity counts. who = whose; by = who confirmed it.
order-confirmed = { $by } confirme { $who }, dont la nouvelle identité compte désormais.
