### The commands: their descriptions in help, and what they reply.

# Top of the help.
help-lead = Je réponds aux questions sur la sécurité de la recherche et des connaissances, mot pour mot à partir de pages révisées, avec leur source et leur date. Demandez avec vos propres mots. Je connais aussi ces commandes (dans un salon, mettez `!` devant) :

# One line of the help for each command.
help-row = - `{ $usage }` : { $about }

# End of the help.
help-close = Vous pouvez modifier une question ou la supprimer : dans ce cas, je retire ma réponse et vos mots sont effacés. Pour parler à une personne : { $contact }

# Description of the command `ask`.
command-ask = poser une question

# Name of the argument of `ask`.
command-ask-usage = votre question

# Description of the command `help`.
command-help = ce que je sais faire

# Description of the command `language`.
command-language = choisir ma langue : anglais, néerlandais, allemand ou français

# Name of the argument of `language`.
command-language-usage = en|nl|de|fr

# Description of the command `privacy`.
command-privacy = ce que je garde, combien de temps, et qui peut le voir

# A word behind `!` that is no command, and none is near it.
command-unknown = Je ne connais pas la commande « { $typed } ». Tapez `help` pour la liste, ou demandez avec vos propres mots.

# A word behind `!` that is almost a command; the command follows as a choice.
command-unknown-near = Je ne connais pas la commande « { $typed } ». Vouliez-vous dire `{ $near }` ?

# The command `ask` without a question.
ask-what = Que voulez-vous savoir ? Écrivez votre question après `ask`.

# The command `language` without a language; the languages follow as choices.
language-which = Quelle langue dois-je parler ?

# After a language was chosen; said in the new language.
language-set = À partir de maintenant, je vous parle français ici.

# The command `language` with something that is none of the four; the languages follow as choices.
language-unknown = Je ne parle pas encore « { $typed } ». Voici celles que je connais :

# Reply to the command `privacy`.
privacy =
    __Ce qui est gardé.__ Vos messages et mes réponses, chiffrés avec une clé propre à cette conversation. { $days } jours après le dernier message, la clé est détruite, et les mots avec elle.

    __Qui peut le voir.__ Personne ne lit ici ; les mots n'entrent jamais dans les journaux. La personne qui gère mon serveur détient la clé qui protège toutes les autres. Le réseau de messagerie garde sa propre copie, et dans un salon partagé les autres lisent ce que vous écrivez : pour un sujet délicat, préférez une conversation privée.

    __Ce que j'en apprends.__ Les questions restées sans réponse, ou sans bonne réponse, sont gardées sans nom, pour qu'une réponse puisse être écrite. La rédaction ne les voit que lorsque trois personnes différentes ont demandé la même chose ; pour les compter, chacune a une marque qui ne révèle aucun nom.

    __Où vous travaillez.__ Si vous me le dites, je garde le pays avec cette conversation, chiffré comme le reste. Écrivez « oubliez où je travaille » et c'est effacé.

    __Un projet que nous examinons.__ Vos réponses sont conservées avec cette conversation, chiffrées comme le reste ; ce que vous mettez en pause attend 30 jours sous une clé à part. Tapez `effacer` en cours de route, et elles disparaissent aussitôt. Le rapport est à vous, gardez-le.

    __Ce que vous pouvez faire.__ Supprimez un de vos messages : ma réponse est retirée et vos mots sont effacés. Merci de ne nommer personne d'autre. Une question, ou le souhait de tout effacer tout de suite : { $contact }

# Help, about the command.
command-verify = dire si une de mes réponses est toujours valable
# Help, the argument's name.
command-verify-usage = référence

# The command verify without a receipt.
verify-what = Quelle réponse dois-je vérifier ? Écrivez `verify` et la référence qui figure dessous, par exemple `verify travel-devices#take-a-clean-device@4f9e2c71ab`.

# The words stand as they were served. reviewed = the day of the entry's last review.
verify-current = Oui, le texte est toujours le même, mot pour mot : « { $title } », section « { $section } », dernière relecture le { $reviewed }.

# The words have changed; what changed and the section as it is now follow. reviewed = the day of the entry's last review.
verify-changed = Ce texte a changé depuis que vous l'avez reçu : « { $title } », section « { $section } », dernière relecture le { $reviewed }. Ce qui a changé, et la section telle qu'elle est maintenant :

# The same where the words of then are not kept; the section as it is now follows.
verify-changed-unkept = Ce texte a changé depuis que vous l'avez reçu : « { $title } », section « { $section } », dernière relecture le { $reviewed }. Je n'ai pas gardé le texte d'alors. La section telle qu'elle est maintenant :

# Under verify-changed: one place. was, is = the words of then and of now.
verify-replaced = - « { $was } » devient « { $is } »
# Under verify-changed: new words.
verify-added = - nouveau : « { $is } »
# Under verify-changed: words that are gone.
verify-removed = - supprimé : « { $was } »

# The entry or the section is no longer served.
verify-withdrawn = Je n'utilise plus cette page. Ne vous y fiez plus, et demandez à une personne ce qui vaut maintenant : { $contact }

# There is no such entry, and none is kept.
verify-never = Je ne connais pas cette référence : aucune de mes pages ne porte ce nom. L'avez-vous copiée en entier ? Une personne peut aider : { $contact }
