### What the bot says about itself and to be polite. The voice is told in prompts/README.md.

# First lines of the first reply in a conversation. days = how long words are kept; help = what to type for help.
introduction =
    Je suis une machine : ce que vous recevez de moi est un conseil, pas une décision. Merci de ne nommer personne d'autre. Je garde nos échanges { $days } jours, chiffrés, puis je les efface.
    Tapez `{ $help }` pour voir ce que je sais faire et comment joindre une personne.

# Third line of the first reply while the operator has not named who approved the entries.
introduction-not-adopted = Mes pages sont tirées de sources publiques ; aucune autorité ne les a encore approuvées.

# Third line of the first reply once the operator has named who approved the entries.
introduction-adopted = Mes pages ont été approuvées par { $by }.

# When the bot is invited into a direct chat.
welcome-direct = Bonjour ! Posez-moi vos questions sur le travail avec des partenaires à l'étranger : contrôle des exportations, accueil, voyages, financements, accords. Écrivez simplement votre question.

# When the bot is invited into a room with several people.
welcome-shared = Bonjour ! Mentionnez-moi avec une question sur le travail avec des partenaires à l'étranger, ou tapez `!ask` suivi de votre question. Tout le monde peut lire ici ; pour un sujet délicat, écrivez-moi en conversation privée.

# Reply to a greeting alone.
greeting = Bonjour ! Que voulez-vous savoir ? Une question avec vos propres mots suffit.

# Reply to thanks.
thanks = Avec plaisir. Je suis là si vous avez besoin de moi.

# Reply to a goodbye.
farewell = Au revoir, et bonne continuation dans votre travail.

# Inside other sentences: the institution's own contact point. reach = how to reach it, a whole sentence.
contact-line = { $name }. { $reach }

# Follows contact-line when the desk has a jurisdiction: the national contact point.
contact-national = Ensuite : { $name }. { $reach }

# Last line of the introduction while the contact points are the example that ships.
contact-example = Le point de contact que je nomme est encore un exemple : le véritable n'a pas encore été renseigné.

# When the bot could not decrypt a message within a minute.
unreadable = Je n'ai pas pu lire votre dernier message : sa clé de chiffrement ne m'est pas parvenue. Pourriez-vous le renvoyer ? Si cela échoue de nouveau, une personne peut vous aider : { $contact }

# In front of the next reply, when an earlier one could not be delivered.
undelivered = Une de mes réponses ne vous est pas parvenue. Si vous en avez encore besoin, posez de nouveau votre question.

# Once per window, when someone has asked more than the desk can take.
slow-down = Cela fait beaucoup d'un coup, je fais une petite pause. Réessayez dans un moment. Si cela ne peut pas attendre : { $contact }

# When a message could not be handled three times in a row.
sorry-broken = Un problème est survenu de mon côté avec ce message et je n'ai pas pu y répondre. Les personnes qui s'occupent de moi sont prévenues. Adressez-vous à une personne : { $contact }

# A picture, a file or a message without words.
only-text = Je ne lis que du texte. Pourriez-vous écrire votre question ? Ou adressez-vous à une personne : { $contact }

# A message longer than the limit. most = the limit in characters.
too-long = C'est plus que je ne peux traiter d'un coup. Pourriez-vous poser la question en quelques phrases, { $most } caractères au plus ? Ou adressez-vous à une personne : { $contact }

# After someone edits a message that was already answered; two choices follow.
reword-offer = Vous avez modifié votre message. Dois-je répondre à la nouvelle version ?

# Choice after reword-offer.
reword-yes = Oui, répondre à la nouvelle version

# Choice after reword-offer.
reword-no = Non, laisser ainsi

# After reword-no, or when the offer has passed.
reword-left = Entendu, j'en reste là.
