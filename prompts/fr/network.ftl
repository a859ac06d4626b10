### What is said because of how a chat network works: command names, notes at buttons, words to the operator.

# Names of the commands where the network offers them itself: one word in small letters, no two alike. English names work everywhere.
command-ask-name = question
# Name of a command.
command-help-name = aide
# Name of a command.
command-language-name = langue
# Name of a command.
command-privacy-name = confidentialité
# Name of a command.
command-verify-name = vérifier

# Name of the blank of `ask`: one word in small letters.
command-ask-option = question
# What belongs in the blank.
command-ask-option-about = Votre question, avec vos propres mots
# Name of the blank of `language`.
command-language-option = langue
# What belongs in the blank.
command-language-option-about = anglais, néerlandais, allemand ou français
# Name of the blank of `verify`.
command-verify-option = reçu
# What belongs in the blank.
command-verify-option-about = Le reçu sous l'une de mes réponses

# In the menu of a message: its words become the question. At most 32 letters.
command-ask-about-this = Interroger le bureau à ce sujet

# Top of the help, where the network offers the commands itself.
help-lead-slash = Je réponds aux questions sur la sécurité des connaissances, mot pour mot à partir de pages relues, avec leur source et leur date. En message privé, posez simplement votre question avec vos propres mots. Je connais aussi ces commandes ; tapez `/` pour les voir :

# Where the bot is addressed but may not read what was said.
use-command = Je ne peux pas lire les messages ici. Posez votre question avec `/ask` : vous serez alors seul à voir ma réponse.

# In a list of more choices than fit as buttons.
choose-one = Choisissez

# Button under a passage that only the asker sees.
share = Partager avec tous

# Above a passage that somebody shared with the room.
answer-shared = Quelqu'un ici m'a posé la question et partage ma réponse :

# In the room, or in the place of the reply, to a person who takes no direct messages: what they were told directly, or too late for that place, could not reach them.
unreachable = J'ai une réponse pour vous qui n'est pas destinée à tout le monde, et je ne peux pas vous écrire directement. Autorisez mes messages privés, puis posez votre question encore une fois, s'il vous plaît.

# In place of a reply to a command that was cut short by a crash.
cut-short = J'ai été interrompu avant de pouvoir en prendre note. Posez votre question encore une fois, s'il vous plaît.

# To the operator. from, to = moments in UTC.
notice-outage = Je n'ai pas pu entendre le réseau de discussion du { $from } au { $to } (UTC). Je relis maintenant les messages qui m'ont été adressés pendant ce temps, et j'y réponds. Deux sortes ne peuvent être retrouvées par personne : les commandes, et le premier message d'une personne qui ne m'avait jamais écrit. Si quelqu'un vous dit que je n'ai pas répondu, invitez cette personne à écrire de nouveau.

# To the operator. count = how many commands.
notice-cut-short = J'ai été interrompu pendant que des commandes étaient utilisées ; { $count } d'entre elles n'avaient pas encore été prises en compte. Là où le réseau le permettait encore, j'ai demandé de réessayer.

# To the operator. count = how many events.
notice-not-understood = Je n'ai pas pu comprendre { $count } événements du réseau de discussion. Il se peut que personne ne soit touché ; si cela continue, voyez s'il existe une version plus récente de moi.

# Before the rest of privacy, where the network is not encrypted from end to end.
privacy-network-reads = __Le réseau lit aussi.__ Ici, rien n'est chiffré de bout en bout : l'entreprise qui exploite ce réseau de discussion peut lire ce que nous écrivons. Pour tout ce qu'elle ne doit pas lire, adressez-vous directement à une personne. Une commande ne laisse aucun message que vous puissiez supprimer : ses mots disparaissent avec le reste, ou tout de suite si vous le demandez au contact ci-dessous.

# End of the help, where the network offers the commands itself.
help-close-slash = En message privé, vous pouvez modifier ou supprimer une question : si vous la supprimez, je retire ma réponse et vos mots sont effacés. Une commande ne laisse rien à supprimer ; ses mots sont effacés avec le reste. Pour joindre une personne : { $contact }
