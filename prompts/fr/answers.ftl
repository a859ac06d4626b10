### How passages are served, and what is said when none fits.

# Under a passage: where it stands. reviewed = date of the entry's last review, owner = who answers for it; one name for each office.
answer-source =
    {"*"}« { $title } », section « { $section } ». Dernière révision : { $reviewed } ; tenue par { $owner ->
        [hr] les ressources humaines
        [export-control] le service du contrôle des exportations
        [it-security] la sécurité informatique
        [legal] le service juridique
        [ethics-committee] le comité d'éthique
        [international-office] le service des relations internationales
       *[knowledge-security-desk] le guichet de sécurité des connaissances
    }.*

# Under answer-source: the public pages the entry rests on, as links.
answer-link = Repose sur : { $links }

# Under answer-source: what names exactly these words. receipt = entry#section@hash.
answer-receipt = Référence : `{ $receipt }`

# After answer-receipt, where the operator has set desk.edit_url. link = the page's address in the forge.
answer-edit = [Modifier cette page](<{ $link }>)

# Above a passage whose review is overdue. due = the day it was due.
answer-overdue = (Cette page aurait dû être relue au plus tard le { $due } et n'est peut-être plus à jour. Vérifiez-la avant de vous y fier.)

# Instead of a passage whose review is too long past. title = of the entry; reviewed = the day of its last review.
answer-expired = J'ai une page à ce sujet, « { $title } », mais sa dernière relecture date du { $reviewed }. C'est trop ancien pour que je la cite. Une personne qui connaît la situation d'aujourd'hui : { $contact }

# After plan-offer, instead of a passage whose review is too long past. title = of the entry; reviewed = the day of its last review.
answer-expired-beside = J'ai aussi une page à ce sujet, « { $title } », mais sa dernière relecture date du { $reviewed } : c'est trop ancien pour que je la cite.

# Above a passage that exists in English only, while the person writes another language. Never seen in English.
answer-in-english = (Ce passage n'existe qu'en anglais.)

# Last line of an answer.
answer-person = Ce n'est pas ce que vous cherchiez ? Dites-le autrement, ou demandez à une personne : { $contact }

# Above the titles on offer, when several entries may be meant.
unsure-which = Je ne suis pas sûr de ce que vous cherchez ; est-ce l'une de ces pages ?

# Last choice under unsure-which.
unsure-none = Aucune de celles-ci

# When no entry answers the question.
unknown = Je ne sais pas : rien dans mes pages n'y répond. Je garde la question, sans votre nom, pour qu'une réponse puisse être écrite. Une personne qui peut vous aider : { $contact }

# After unsure-none.
unknown-none = Alors je n'ai pas la bonne page. Je garde la question, sans votre nom, pour qu'une réponse puisse être écrite. Une personne qui peut vous aider : { $contact }

# First in the reply when someone needs a person soon: threat, fear, deadline, loss, suspected breach, or the wish itself.
person-first = Le mieux ici est l'aide d'une personne ; vous n'avez pas à régler cela par vous-même. Si quelqu'un est en danger en ce moment, appelez d'abord le numéro d'urgence. Sinon : { $contact }

# Between person-first and a passage or choices.
person-meanwhile = En attendant, ceci peut vous aider :

# First in the reply to a concrete plan; a passage or choices may follow.
plan-offer = Cela ressemble à un projet concret : avant que rien ne soit fixé, il vaut la peine de peser ce qu'il peut apporter et ce qui pourrait mal tourner. Une personne peut l'examiner avec vous : { $contact }

# A wish to get round the rules, or to turn the bot.
evasion = Je ne peux pas aider à contourner les règles. Je peux vous aider à bien faire : souvent, une autorisation, une forme de coopération plus sûre ou une courte question préalable suffit, et on ne vous reprochera jamais d'avoir demandé. Une personne peut chercher la solution avec vous : { $contact }

# Asked to judge a particular person.
about-person = Je ne juge pas les personnes et je ne tiens de dossier sur personne. Ce que l'on peut peser, c'est le travail lui-même : le sujet, l'organisme partenaire, l'accès, le financement. Si la conduite de quelqu'un vous inquiète, parlez-en en confiance : { $contact }

# Outside the field, and no office in particular answers it.
outside = Cela sort de ce que je connais : mes pages parlent de la coopération sûre avec des partenaires à l'étranger. Si votre question y touche, dites-moi en quoi, ou demandez à une personne : { $contact }

# Outside the field; office = the kind of office that answers it, from knowledge-base/recognise/outside.yaml.
outside-office = Je ne sais pas ; adressez-vous plutôt à : { $office }. Mes pages parlent de la coopération sûre avec des partenaires à l'étranger. Si un partenaire étranger est tout de même en jeu, dites-moi en quoi, ou demandez à une personne : { $contact }

# Under a passage, where the network has no buttons: how to say whether it helped.
feedback-how = Répondez ou réagissez par 👍 si cela vous a aidé, par 👎 si ce n'était pas votre question.

# Button under a passage, where the network has buttons.
feedback-helped = Cela m'a aidé

# Button under a passage, where the network has buttons.
feedback-missed = Ce n'était pas ma question

# After somebody wrote that an answer helped. A reaction gets no reply.
feedback-thanks = C'est bon à savoir. Merci de me l'avoir dit.

# After somebody said that an answer was not what they asked. feedback-others may follow.
feedback-sorry = Merci de me l'avoir dit : ce n'était donc pas la bonne page. Je garde la question, sans votre nom, pour que la réponse puisse s'améliorer. Une personne qui peut vous aider : { $contact }

# After feedback-sorry, above the titles of other pages.
feedback-others = L'une de ces pages est peut-être plus proche :

# One line for each choice, where the network has no buttons.
choice-row = { $number }. { $label }

# Under several numbered choices. last = the highest number.
choice-how = Répondez par un numéro de 1 à { $last }, ou réagissez avec ce numéro.

# Under a single numbered choice.
choice-one = Répondez 1 si c'est cela, ou posez une autre question.

# A number that is not among the open choices. last = the highest number.
choice-outside = Ce numéro n'est pas dans la liste. Choisissez de 1 à { $last }, ou posez la question autrement.

# Almost the words of a choice; the choice follows.
choice-near = Est-ce bien cela ?

# A follow-up that no section of the open page answers; its other headings follow as choices. title = the page.
more-sections = Sous « { $title } », je n'ai rien trouvé qui le dise expressément. La page contient aussi :

# "More", after all sections of a page were served; the pages it names as related follow as choices.
more-related = C'est tout ce que ma page contient à ce sujet. Ces pages la complètent :

# "More", after all sections of a page were served that names no other page.
more-none = C'est tout ce que mes pages contiennent à ce sujet. Une personne peut aller plus loin avec vous : { $contact }

# "And in Sweden?" when no page of that place answers it. place = the place; contact = the institution's and that place's.
place-unknown = Je n'ai pas de page qui réponde à cela pour ce lieu : { $place }. Je garde la question, sans votre nom, pour qu'une réponse puisse être écrite. Une personne qui peut vous aider : { $contact }

# After a person said where they work; alone, or above an answer. place = the place.
place-kept = Je retiens où vous travaillez : { $place }. Les pages et les points de contact de ce lieu viennent en premier dans cette conversation. Pour que je l'oublie, écrivez « oubliez où je travaille ».

# After a person asked to forget where they work.
place-forgotten = C'est oublié : je ne sais plus où vous travaillez.
