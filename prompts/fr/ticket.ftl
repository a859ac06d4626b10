### Handing a case to advisers: what the person sees (ticket-…), and what is said in the advisers' room (desk-…).

# Choice where a person is named first: hands the case to an adviser.
ticket-offer = Le confier à un conseiller

# In a room with others, when a person is asked for.
ticket-moved = Ce que lit un conseiller ne regarde que vous deux ; je vous écris donc directement. Si rien n'arrive, autorisez mes messages privés et demandez encore une fois.

# First direct message after ticket-moved. command = what to type.
ticket-here = Ici, nous ne sommes que tous les deux. Tapez `{ $command }`, et je vous demande quoi transmettre.

# Before anything confidential, where the network itself can read. way = a sentence about another way, or nothing.
ticket-reads-along = Avant d'écrire quoi que ce soit de confidentiel : ce réseau n'est pas chiffré de bout en bout, ceux qui l'exploitent peuvent lire. { $way }

# The slot way of ticket-reads-along. way = where to write instead, as the operator put it.
ticket-reads-along-way = Pour ce qui est confidentiel, écrivez-moi plutôt là : { $way }

# Choice under ticket-reads-along.
ticket-go-on = Rien de confidentiel : continuer ici

# Where the operator allows no tickets from this network.
ticket-not-here = Par ce réseau, aucun dossier ne part aux conseillers, car ceux qui l'exploitent peuvent lire. { $contact }

# Asks what to pass on.
ticket-words = Que prévoyez-vous, et que voulez-vous savoir ? Deux ou trois phrases suffisent. Nommez des rôles plutôt que des personnes : « l'invité », « notre partenaire là-bas ».

# Choice under ticket-words: takes what was asked before.
ticket-words-asked = Transmets ce que j'ai demandé

# Choice: hands nothing over.
ticket-not-now = Pas maintenant

# After ticket-not-now. command = what to type.
ticket-left = D'accord, rien n'a quitté cette conversation. Tapez `{ $command }` quand vous voudrez.

# When the words are too long. most = characters at the most.
ticket-too-long = C'est plus que je ne peux transmettre d'un coup. Pouvez-vous tenir en { $most } caractères ? Une fois le ticket ouvert, vous pourrez écrire davantage.

# Above the lines of what would be sent.
ticket-card = **Voici ce que j'enverrais, mot pour mot, et rien d'autre :**

# A line of the parcel: what a screening came to. result = in one line.
ticket-line-screening = Examen : { $result }

# A line of the parcel: one answer of a screening.
ticket-line-answer = { $question } : { $answer }

# A line of the parcel: what was asked in this chat.
ticket-line-asked = Demandé auparavant : { $question }

# Behind a line that was left out.
ticket-left-out = retiré

# Below the lines: who reads it. who = the advisers' name; network = how it gets there; days = how long it is kept.
ticket-who = **Qui le lit :** { $who }, { $network }. On y voit « la personne qui demande », ni votre nom ni votre compte. Ce que j'en conserve est chiffré et effacé { $days } jours après le dernier mot ; ce qui est dans leur salon y reste aussi longtemps qu'ils le gardent.

# The slot network of ticket-who, where only those in the room can read.
ticket-encrypted = sur { $network }, chiffré de bout en bout

# The slot network of ticket-who, where the network can read.
ticket-not-encrypted = sur { $network }, qui peut lire

# Below the card, where lines are left out by typing.
ticket-how = Pour retirer une ligne, tapez `sans` et sa lettre, par exemple `sans b` ; la même chose encore une fois la remet.

# Choice under the card.
ticket-send = Envoyer exactement ceci

# Choice under the card: other words.
ticket-rewrite = Réécrire

# Choice under the card, where there are buttons. letter = of the line.
ticket-turn = Retirer { $letter }

# The same for a line that was left out.
ticket-turn-back = Remettre { $letter }

# When a letter was typed that no line has.
ticket-no-line = Aucune ligne ne porte cette lettre.

# When every line was left out and it is to be sent.
ticket-nothing-left = Toutes les lignes sont retirées : il n'y a rien à envoyer. Remettez-en une, ou réécrivez.

# When a button under an older card is pressed.
ticket-changed = C'était une version plus ancienne ; voici où cela en est.

# The receipt; how soon the advisers reply may follow.
ticket-opened = **Votre ticket est le { $number }.** Il est en route vers les conseillers.

# Behind ticket-opened.
ticket-opened-goes = Ce que vous écrivez ici leur parvient désormais, jusqu'à la clôture du ticket ; leurs réponses arrivent ici.

# Below the receipt. command = how to close a ticket.
ticket-opened-how = `{ $command }` y met fin. Vous pouvez modifier et supprimer ce que vous avez écrit ; cela change aussi là-bas.

# When a person is asked for and a ticket is open.
ticket-has-one = Votre ticket { $number } est ouvert : ce que vous écrivez ici va aux conseillers. `{ $command }` y met fin.

# When a ticket is to be closed and there is none.
ticket-none-open = Aucun ticket n'est ouvert ici. `{ $command }` en commence un.

# To the person: an adviser has the ticket.
ticket-taken = Un conseiller a pris votre ticket { $number } et vous écrira ici.

# Above words of an adviser, to the person.
ticket-adviser = **Conseiller, ticket { $number } :**

# To the person: the adviser waits for them.
ticket-waits = Le conseiller attend votre réponse au ticket { $number }. Rien ne presse ; il reste ouvert.

# To the person: the adviser holds it for answered.
ticket-resolved = Le conseiller pense avoir répondu au ticket { $number }. S'il manque quelque chose, écrivez simplement.

# To the person: it is over.
ticket-closed = **Le ticket { $number } est clos.** Désormais, c'est moi qui vous réponds. `rouvrir` l'ouvre de nouveau.

# Above what was agreed, when an adviser closes.
ticket-agreed = Ce qui a été convenu :

# Below ticket-closed.
ticket-helped-ask = Cela vous a-t-il aidé ?

# Choice.
ticket-helped = Cela m'a aidé

# Choice.
ticket-helped-not = Pas encore

# After ticket-helped.
ticket-helped-thanks = J'en suis heureux. Bonne suite pour votre projet.

# After ticket-helped-not.
ticket-helped-sorry = Je suis désolé. `rouvrir` ramène le ticket aux conseillers ; ou adressez-vous à : { $contact }

# To the person: it goes on.
ticket-reopened = Le ticket { $number } est de nouveau ouvert : ce que vous écrivez ici va aux conseillers.

# When something other than words is to be passed on.
ticket-only-text = Je ne peux transmettre que des mots pour l'instant ; ceci n'a donc pas quitté notre conversation. Pouvez-vous le dire avec des mots ?

# To the person: the advisers' room did not take the ticket.
ticket-not-opened = Votre ticket { $number } n'est pas parvenu aux conseillers. Il n'est donc pas ouvert, et je vous réponds ici comme avant. Adressez-vous à eux directement : { $contact }

# To the person: their words did not reach the advisers.
ticket-lost = Je n'ai pas pu transmettre vos derniers mots du ticket { $number } aux conseillers. Adressez-vous à eux directement : { $contact }

# First line of a ticket in the advisers' room, and the title of its thread.
desk-title = Ticket { $number }

# On the card. language = its own name.
desk-language = On écrit en : { $language }. Un message simple de qui a le ticket part à la personne ; celui des autres est une note qui reste ici.

# Choice on the card.
desk-claim = Je le prends

# Below the card, where there are no buttons.
desk-how = Réagissez avec 1️⃣ ou tapez `!claim` pour le prendre ; `!help` montre ce que vous pouvez faire d'autre ici.

# Above words of the person, in the advisers' room.
desk-person = **La personne qui demande :**

# When an adviser has taken a ticket. who = the network's name for them.
desk-taken = { $who } a ce ticket. La personne sait qu'un conseiller l'a, pas lequel.

# When somebody else has it.
desk-has-it = { $who } a déjà ce ticket ; rien n'a changé.

# When somebody does what only the owner may.
desk-not-yours = Seul celui qui a le ticket peut le faire. `!claim` le prend.

# When it was given back.
desk-released = Rendu : `!claim` le prend.

# When a step is not allowed. state = as it stands.
desk-not-now = Impossible tant que le ticket est { $state } ; rien n'a changé.

# A state.
desk-state-new = nouveau

# A state.
desk-state-open = ouvert

# A state.
desk-state-waiting = en attente de la personne

# A state.
desk-state-resolved = répondu

# A state.
desk-state-closed = clos

# After a step. state = as it stands now.
desk-now = Le ticket est maintenant { $state }.

# After the priority was set. priority = low, normal or high.
desk-priority = Priorité : { $priority }.

# When no priority was named.
desk-priority-which = Écrivez `!priority low`, `!priority normal` ou `!priority high`.

# After the topic was noted; it follows as a quote.
desk-topic = Sujet :

# When no topic was named.
desk-topic-which = Écrivez le sujet à la suite : `!topic contrôle des exportations`.

# When there are no words to send.
desk-reply-what = Écrivez vos mots à la suite : `!reply …`. Rien n'a été envoyé.

# When something other than words is to be passed on.
desk-only-text = Je ne peux transmettre que des mots pour l'instant ; ceci reste ici.

# Below an adviser's words that reached the person. time = hours and minutes, UTC.
desk-arrived = Remis à { $time } UTC.

# Below words that did not reach the person.
desk-lost-unreachable = Non remis : leurs messages privés sont fermés.

# The same.
desk-lost-refused = Non remis : la conversation n'existe plus, ou j'en ai été exclu.

# The same.
desk-lost-gave-up = Non remis : leur réseau est resté trop longtemps injoignable.

# Below words that were held back.
desk-withheld = Retenu : au moment de l'envoi, l'auteur n'a pu être confirmé comme conseiller.

# When the network does not confirm somebody as an adviser.
desk-not-adviser = Votre réseau ne confirme pas que vous êtes conseiller ici ; rien n'a donc été fait.

# When the network did not answer.
desk-not-checked = Je n'ai pas pu vérifier auprès de votre réseau que vous êtes conseiller ; rien n'a donc été fait. Réessayez dans un instant.

# When the person ended it.
desk-closed-by-person = La personne a clos le ticket.

# When it goes on.
desk-reopened = Le ticket est de nouveau ouvert.

# When a command is not known; the help follows.
desk-unknown = Je ne connais pas cette commande ; rien n'a été envoyé.

# What advisers can do. Commands are the same in every language.
desk-help =
    `!claim` prend le ticket, `!release` le rend.
    `!reply` et vos mots partent à la personne, `!note` et vos mots restent ici.
    `!waiting` attend la personne, `!resolve` le tient pour répondu, `!close` et ce qui a été convenu y met fin, `!reopen` le poursuit.
    `!topic` et `!priority` le classent ; `!help` montre ceci.

# The command's name where the network offers it itself: one word in small letters.
command-ticket-name = ticket

# The command's description in the help.
command-ticket = confier un dossier à un conseiller, après avoir vu ce qui part

# The argument of `ticket` as the help shows it. The words are the same in every language.
command-ticket-usage = [close|reopen]

# The name of the blank behind `ticket`: one word in small letters.
command-ticket-option = etape

# What belongs in that blank.
command-ticket-option-about = close y met fin, reopen le poursuit ; sans rien, on en commence un
