### Handing a case to advisers: what the person sees (ticket-…), and what is said in the advisers' room (desk-…).

# Choice where a person is named first: hands the case to an adviser.
ticket-offer = Le confier à un conseiller

# In a room with others, when a person is asked for.
ticket-moved = Ce que lit un conseiller reste entre vous et lui ; je vous écris donc directement. Si rien n'arrive, autorisez mes messages privés et redemandez-le-moi.

# First direct message after ticket-moved. command = what to type.
ticket-here = Ici, il n'y a que vous et moi. Tapez `{ $command }`, et je vous demanderai quoi transmettre.

# Before anything confidential, where the network itself can read. way = a sentence about another way, or nothing.
ticket-reads-along = Avant d'écrire quoi que ce soit de confidentiel : ce réseau n'est pas chiffré de bout en bout, et ceux qui l'exploitent peuvent lire ce qui s'y écrit. { $way }

# The slot way of ticket-reads-along. way = where to write instead, as the operator put it.
ticket-reads-along-way = Pour ce qui est confidentiel, écrivez-moi plutôt par cette voie : { $way }

# Choice under ticket-reads-along.
ticket-go-on = Rien de confidentiel : continuer ici

# Where the operator allows no tickets from this network.
ticket-not-here = Par ce réseau, je ne transmets aucun dossier aux conseillers, car ceux qui l'exploitent peuvent lire ce qui s'y écrit. { $contact }

# Asks what to pass on.
ticket-words = Que prévoyez-vous, et qu'aimeriez-vous savoir ? Deux ou trois phrases suffisent. Merci d'indiquer des rôles plutôt que des noms : « l'invité », « notre partenaire là-bas ».

# Choice under ticket-words: takes what was asked before.
ticket-words-asked = Transmettre ce que j'ai demandé

# Choice: hands nothing over.
ticket-not-now = Pas maintenant

# After ticket-not-now. command = what to type.
ticket-left = D'accord, rien n'a quitté cette conversation. Tapez `{ $command }` quand vous voudrez.

# When the words are too long. most = characters at the most.
ticket-too-long = C'est plus que je ne peux transmettre d'un coup. Pourriez-vous l'écrire en { $most } caractères au plus ? Une fois le ticket ouvert, vous pourrez écrire davantage.

# Above the lines of what would be sent.
ticket-card = **Voici ce que j'enverrais, mot pour mot, et rien d'autre :**

# A line of the parcel: what a screening came to. result = in one line.
ticket-line-screening = Examen du projet : { $result }

# A line of the parcel: one answer of a screening.
ticket-line-answer = { $question } : { $answer }

# A line of the parcel: what was asked in this chat.
ticket-line-asked = Demandé auparavant : { $question }

# Behind a line that was left out.
ticket-left-out = retiré

# Below the lines: who reads it. who = the advisers' name; network = how it gets there; days = how long it is kept.
ticket-who = **Qui le lit :** { $who }, { $network }. Les conseillers voient « la personne qui a posé la question », pas votre nom ni votre compte. Ce que j'en conserve est chiffré, puis effacé { $days } jours après le dernier message ; ce qui se trouve dans leur salon y reste aussi longtemps qu'ils le gardent.

# The slot network of ticket-who, where only those in the room can read.
ticket-encrypted = sur { $network }, chiffré de bout en bout

# The slot network of ticket-who, where the network can read.
ticket-not-encrypted = sur { $network }, qui peut lire ce qui s'y écrit

# Below the card, where lines are left out by typing.
ticket-how = Pour retirer une ligne, tapez `sans` et sa lettre, par exemple `sans b` ; retapez la même chose pour la remettre.

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
ticket-changed = C'était une version plus ancienne ; voici celle de maintenant.

# The receipt; how soon the advisers reply may follow.
ticket-opened = **Votre ticket porte le numéro { $number }.** Il est en route vers les conseillers.

# Behind ticket-opened.
ticket-opened-goes = Désormais, ce que vous écrivez ici leur parvient, jusqu'à la clôture du ticket ; leurs réponses arrivent ici.

# Below the receipt. command = how to close a ticket.
ticket-opened-how = Tapez `{ $command }` pour clore le ticket. Vous pouvez modifier et supprimer ce que vous avez écrit ; cela change aussi chez eux.

# When a person is asked for and a ticket is open.
ticket-has-one = Votre ticket { $number } est ouvert : ce que vous écrivez ici va aux conseillers. Tapez `{ $command }` pour le clore.

# When a ticket is to be closed and there is none.
ticket-none-open = Aucun ticket n'est ouvert ici. Tapez `{ $command }` pour en ouvrir un.

# To the person: an adviser has the ticket.
ticket-taken = Un conseiller a pris en charge votre ticket { $number } et vous écrira ici.

# The same, where the operator has advisers shown by role or name. who = that.
ticket-taken-by = **{ $who }** a pris en charge votre ticket { $number } et vous écrira ici.

# Above words of an adviser, to the person. who = as the operator has advisers shown.
ticket-adviser = **{ $who }, ticket { $number } :**

# The slot who of ticket-adviser, where no more is told.
ticket-adviser-word = Conseiller

# The same, where names are told.
ticket-adviser-named = { $name } (conseiller)

# To the person: the adviser waits for them.
ticket-waits = Le conseiller attend votre réponse pour le ticket { $number }. Rien ne presse ; il reste ouvert.

# To the person: the adviser holds it for answered.
ticket-resolved = Le conseiller pense avoir répondu au ticket { $number }. S'il vous manque quelque chose, continuez simplement à écrire.

# To the person: it is over.
ticket-closed = **Le ticket { $number } est clos.** Désormais, c'est de nouveau moi qui vous réponds. Tapez `rouvrir` pour le rouvrir.

# Above what was agreed, when an adviser closes. who = as in ticket-adviser.
ticket-agreed = **{ $who }, ticket { $number }, ce qui a été convenu :**

# Below ticket-closed.
ticket-helped-ask = Cela vous a-t-il aidé ?

# Choice.
ticket-helped = Cela m'a aidé

# Choice.
ticket-helped-not = Pas encore

# After ticket-helped.
ticket-helped-thanks = J'en suis heureux. Bonne continuation pour votre projet.

# After ticket-helped-not.
ticket-helped-sorry = Je suis désolé. Tapez `rouvrir` pour rendre le ticket aux conseillers, ou adressez-vous à : { $contact }

# To the person: it goes on.
ticket-reopened = Le ticket { $number } est de nouveau ouvert : ce que vous écrivez ici va aux conseillers.

# When something other than words is to be passed on.
ticket-only-text = Je ne peux transmettre que des mots et des fichiers, et il n'y en avait pas : cela n'a donc pas quitté notre conversation. Pourriez-vous le dire avec des mots ?

# When files are not passed on at all.
ticket-no-files = Je ne transmets pas de fichiers ici : cela n'a donc pas quitté notre conversation. Pourriez-vous le dire avec des mots ?

# When files are too large or too many. most = how many of which size.
ticket-too-large = C'est plus que je ne peux transmettre d'un coup ({ $most } au plus) : cela n'a donc pas quitté notre conversation. Pourriez-vous envoyer moins, ou le dire avec des mots ?

# To the person: a file was not passed on.
ticket-unfit = Un de vos fichiers n'a pas été transmis aux conseillers : je transmets les images, les PDF, les documents bureautiques sans macros et le texte brut, et il n'en faisait pas partie, ou il n'existe plus. Le reste a été transmis.

# To the person: new words of theirs could not be put in place of the old.
ticket-not-changed = Ticket { $number } : votre modification n'est pas parvenue aux conseillers, qui voient encore vos mots tels qu'ils étaient. Si c'est important, dites-le-leur dans un nouveau message.

# To the person: the advisers' room did not take the ticket.
ticket-not-opened = Votre ticket { $number } n'est pas parvenu aux conseillers. Il n'est donc pas ouvert, et je vous réponds ici comme avant. Merci de vous adresser directement à : { $contact }

# To the person: their words did not reach the advisers.
ticket-lost = Je n'ai pas pu transmettre aux conseillers vos derniers mots pour le ticket { $number }. Merci de vous adresser directement à : { $contact }

# Below the receipt of a ticket that was opened or taken up: how to go on with it elsewhere. phrase = a code.
ticket-phrase = Pour le poursuivre depuis un autre compte ou une autre conversation, gardez ce code ; je ne le montre que maintenant : `{ $phrase }`. Toute personne qui l'a peut reprendre le ticket : gardez-le pour vous.

# Above the person's own tickets.
ticket-list = Vos tickets :

# One of them. state = a few words; day = when it was opened.
ticket-list-line = **{ $number }** : { $state }, ouvert le { $day }

# Behind one that was opened in another chat.
ticket-list-elsewhere = (dans une autre conversation ; avec son code, vous le reprenez ici)

# A state, as the person sees it.
ticket-state-new = pas encore pris en charge par un conseiller

# The same.
ticket-state-open = pris en charge par un conseiller

# The same.
ticket-state-waiting = le conseiller attend votre réponse

# The same.
ticket-state-resolved = le conseiller pense avoir répondu

# The same.
ticket-state-closed = clos

# When a phrase was brought and is right.
ticket-resumed = **Le ticket { $number } se poursuit ici.** Les conseillers apprennent que vous venez d'une autre conversation, mais pas de laquelle.

# Behind it, while the ticket is open.
ticket-resumed-goes = Ce que vous écrivez ici leur parvient ; leurs réponses arrivent ici.

# Behind it, where the ticket is closed.
ticket-resumed-over = Il est clos ; tapez `rouvrir` pour le rouvrir.

# When a phrase was written where others read.
ticket-resume-here = Le code d'un ticket ne concerne que vous et moi : écrivez-le-moi ici, s'il vous plaît. Si d'autres ont pu le lire à l'instant, reprenez vite votre ticket ; vous recevrez un autre code, et l'ancien n'ouvrira plus rien.

# When no ticket has this phrase.
ticket-resume-no = Aucun ticket n'a ce code. Merci de le vérifier caractère par caractère ; un code qui a déjà servi une fois a été remplacé. Ou adressez-vous à : { $contact }

# When too many phrases were tried.
ticket-resume-too-many = Cela fait trop de codes en une heure, je n'ai donc pas examiné celui-ci. Réessayez plus tard, ou adressez-vous à : { $contact }

# When the ticket is in this chat already.
ticket-resume-is-here = Le ticket { $number } est déjà dans cette conversation ; son code reste valable.

# Where the ticket was until now.
ticket-moved-away = Votre ticket { $number } se poursuit désormais dans une autre conversation : quelqu'un y a saisi son code. Si ce n'était pas vous, dites-le tout de suite, s'il vous plaît : { $contact }

# When a ticket that went elsewhere is to be opened again here.
ticket-has-moved = Le ticket { $number } se poursuit dans une autre conversation ; avec son code, vous le ramenez ici.

# To the person: another adviser has it.
ticket-passed = Un autre conseiller s'occupe maintenant de votre ticket { $number } et voit tout ce qui a été dit.

# Below ticket-closed, when it was closed because nothing was said.
ticket-rested = Rien n'a été dit depuis près de { $days } jours, et je ne garde pas nos échanges plus longtemps.

# First line of a ticket in the advisers' room, and the title of its thread.
desk-title = Ticket { $number }

# On the card. language = its own name.
desk-language = Langue de la personne : { $language }. Ici, un message ordinaire du conseiller qui a le ticket part à la personne ; celui d'un autre est une note qui reste ici.

# The same, where words without a command stay among advisers.
desk-language-notes = Langue de la personne : { $language }. Ce qui s'écrit ici reste ici ; `!reply` suivi de votre texte part à la personne, une fois que vous avez le ticket.

# Choice on the card.
desk-claim = Je m'en charge

# Below the card, where there are no buttons.
desk-how = Réagissez avec 1️⃣ ou tapez `!claim` pour le prendre en charge ; `!help` montre ce que vous pouvez faire d'autre ici.

# Above words of the person, in the advisers' room.
desk-person = **La personne qui a posé la question :**

# When an adviser has taken a ticket. who = the network's name for them.
desk-taken = { $who } a ce ticket.

# Behind it.
desk-told-not-who = La personne a appris qu'un conseiller l'a, mais pas lequel.

# The same, where the operator has advisers shown by role or name. who = that.
desk-told-as = La personne a appris qui l'a : { $who }.

# When somebody else has it.
desk-has-it = { $who } a déjà ce ticket ; rien n'a changé.

# When somebody does what only the owner may.
desk-not-yours = Seul le conseiller qui a le ticket peut faire cela. Tapez `!claim` pour le prendre en charge.

# When it was given back.
desk-released = Rendu : avec `!claim`, un conseiller peut le prendre en charge.

# When a step is not allowed. state = as it stands.
desk-not-now = Impossible dans l'état « { $state } » ; rien n'a changé.

# A state.
desk-state-new = nouveau

# A state.
desk-state-open = ouvert

# A state.
desk-state-waiting = en attente de la personne

# A state.
desk-state-resolved = réponse donnée

# A state.
desk-state-closed = clos

# After a step. state = as it stands now.
desk-now = État du ticket : { $state }.

# After the priority was set. priority = low, normal or high.
desk-priority = Priorité : { $priority }.

# When no priority was named.
desk-priority-which = Écrivez `!priority low`, `!priority normal` ou `!priority high`.

# After the topic was noted; it follows as a quote.
desk-topic = Sujet :

# When no topic was named.
desk-topic-which = Écrivez le sujet à la suite : `!topic contrôle des exportations`.

# When there are no words to send.
desk-reply-what = Écrivez votre texte à la suite : `!reply …`. Rien n'a été envoyé.

# When something other than words is to be passed on.
desk-only-text = Je ne peux transmettre que des mots et des fichiers ; ceci reste ici.

# When files are not passed on at all.
desk-no-files = Aucun fichier n'est transmis ici ; rien n'a été envoyé.

# When files are too large or too many. most = how many of which size.
desk-too-large = C'est plus que je ne peux transmettre d'un coup ({ $most } au plus) ; rien n'a été envoyé.

# Below a file that was not passed on.
desk-unfit = Non remis : un fichier qui n'est ni image, ni PDF, ni document bureautique sans macros, ni texte brut, ou qui n'est plus là.

# The same, of new words that were to stand in place of the old.
desk-not-changed = Non modifié : la personne voit encore ces mots tels qu'ils étaient, ou écrit désormais depuis une autre conversation. Si c'est important, écrivez-le dans un nouveau message.

# Below an adviser's words that reached the person. time = hours and minutes, UTC.
desk-arrived = Remis à { $time } UTC.

# Below words that did not reach the person.
desk-lost-unreachable = Non remis : la personne n'accepte pas les messages privés.

# The same.
desk-lost-refused = Non remis : la conversation avec la personne n'existe plus, ou j'en ai été exclu.

# The same.
desk-lost-gave-up = Non remis : le réseau de la personne est resté trop longtemps injoignable.

# Below words that were held back.
desk-withheld = Retenu : au moment de l'envoi, il n'a pas pu être confirmé que l'auteur est conseiller.

# When the network does not confirm somebody as an adviser.
desk-not-adviser = Votre réseau ne confirme pas que vous êtes conseiller ici ; rien n'a donc été fait.

# When the network did not answer.
desk-not-checked = Je n'ai pas pu vérifier auprès de votre réseau que vous êtes conseiller ; rien n'a donc été fait. Réessayez dans un instant.

# When the adviser's device is not confirmed by their account.
desk-device = Votre session n'est pas vérifiée, rien n'a donc été fait. Vérifiez-la dans les paramètres de votre application, puis renvoyez votre message.

# When the cryptographic identity of the adviser's account is another one than before.
desk-renewed = Votre compte a une nouvelle identité depuis que vous avez travaillé ici ; rien n'a donc été fait. Si vous avez reconfiguré votre chiffrement, demandez à un collègue d'écrire ici `!confirm` et votre nom. Sinon, prévenez vos collègues : quelqu'un d'autre a peut-être votre compte.

# When no colleague was named.
desk-transfer-which = Écrivez à la suite qui le reprend : `!transfer` et un nom ou un identifiant.

# When nobody is called so.
desk-nobody = Je ne trouve dans ce salon aucun conseiller du nom de { $name } ; rien n'a changé.

# When several are called so. who = their ids.
desk-several = Plusieurs conseillers portent ce nom : { $who }. Écrivez l'identifiant, s'il vous plaît.

# Above a snippet that was sent.
desk-snippet = Envoyé à la personne, dans sa langue :

# When a snippet is not known, or none was named.
desk-snippets = Écrivez `!snippet` et un nom : { $names }. Le texte part à la personne, dans sa langue.

# When there are none.
desk-snippets-none = Il n'y a pas encore de textes préparés. La rédaction les ajoute dans `knowledge-base/snippets`.

# Above the list of open tickets.
desk-list = Tickets ouverts : { $count }

# Above the list of one's own.
desk-mine = Vos tickets : { $count }

# When there are none.
desk-list-none = Il n'y en a pas.

# Last line of a long list.
desk-list-more = et encore { $more }

# In a list. priority = low, normal or high.
desk-priority-short = priorité { $priority }

# Who is called when something new comes.
desk-duty = Quand il y a du nouveau, les conseillers de permanence sont prévenus : { $who }.

# The same, where it is nobody.
desk-duty-nobody = Personne n'est de permanence : personne n'est donc prévenu quand il y a du nouveau. `!duty on` change cela.

# When a command needs a ticket.
desk-in-thread = Cela se fait dans le fil d'un ticket. `!list` montre les tickets qu'il y a.

# Above the file with all that was said.
desk-transcript = Tout ce qui a été dit, dans son état actuel. Les mots supprimés n'y figurent pas.

# In that file.
desk-record-opened = Transmis

# In that file.
desk-record-person = La personne qui a posé la question

# In that file.
desk-record-person-changed = La personne qui a posé la question, nouvelle version

# In that file.
desk-record-taken-back = Supprimé

# In that file. who = the adviser.
desk-record-reply = { $who }, à la personne

# In that file.
desk-record-note = { $who }, dans le fil

# In that file.
desk-record-changed = { $who }, nouvelle version

# When the person goes on from another place.
desk-came-back = La personne qui a posé la question poursuit depuis une autre conversation, avec le code qu'elle seule a reçu.

# When a ticket is over because nothing was said.
desk-rested = Rien n'a été dit depuis près de { $days } jours : le ticket est clos, et j'efface bientôt ce que j'en garde.

# When the person ended it.
desk-closed-by-person = La personne qui a posé la question a clos le ticket.

# When it goes on.
desk-reopened = Le ticket est de nouveau ouvert.

# When somebody reopened it, and the person has another one open.
desk-not-reopened = Ce ticket reste clos : la personne en a entre-temps un autre ouvert dans la même conversation, et l'on ne saurait pas auquel des deux s'adresse une réponse. Dès que l'autre sera clos, celui-ci pourra être rouvert.

# When a command is not known; the help follows.
desk-unknown = Je ne connais pas cette commande ; rien n'a été envoyé.

# The command's name where the network offers it itself: one word in small letters.
command-ticket-name = ticket

# The command's description in the help.
command-ticket = confier un dossier à un conseiller, après avoir vu ce qui sera envoyé

# The argument of `ticket` as the help shows it. The words are the same in every language.
command-ticket-usage = [list|close|reopen|code]

# The name of the blank behind `ticket`: one word in small letters.
command-ticket-option = étape

# What belongs in that blank.
command-ticket-option-about = list montre vos tickets, close en clôt un, reopen ou son code le reprend ; vide en ouvre un
