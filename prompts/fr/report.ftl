### The report of a screening: what a person takes along, as Markdown and as a page to print. What it says about one
### questionnaire stands in that questionnaire's words.

# Title of the report.
report-title = Rapport d'évaluation d'un projet

# Name of a fact at the top: the reference of the case.
report-case = Référence

# Name of a fact at the top: the day on which the report was made.
report-day = Date

# Name of a fact at the top: the country of the institution.
report-place = Pays de l'établissement

# Name of a fact at the top: which rules were applied.
report-rules = Règles

# Value of report-rules. questionnaire = its short name, the same in every language.
report-rules-version = { $questionnaire }, version { $version }

# Name of a fact at the top: the day of the newest review among the desk's pages.
report-content = Contenu du

# At the top, for all to see. version = of the rules; content = the day of the newest review among the desk's pages.
report-advice = Ceci est un conseil, pas une décision : c'est votre établissement qui décide. Quel que soit le résultat, la loi peut s'appliquer. Règles version { $version } ; contenu du { $content }.

# At the bottom of each printed sheet. case = the reference of the case.
report-running = { $case } · un conseil, pas une décision

# The name of a colour: what an outcome is called in a word. It names what to do next, never how bad something is.
report-colour =
    { $outcome ->
        [green] Vert
        [yellow] Jaune
        [orange] Orange
        [red] Rouge
        [grey] Gris
       *[other] { $outcome }
    }

# An outcome in one line. colour = from report-colour; label = what to do next.
report-result = { $colour } : { $label }

# Under report-advice, while questions are open. question = the next one, whole.
report-so-far = Toutes les questions n'ont pas encore de réponse : c'est le résultat des réponses données jusqu'ici. La question suivante serait : « { $question } »

# Under report-advice. given, version = the version that was answered, and that of the rules of today.
report-other-version = Les réponses ont été données à la version { $given } des questions ; le résultat est celui de la version { $version }.

# Under report-advice. questions = ids of questions, as in d4, d7.
report-left-out = Les réponses que cette version des questions ne connaît pas ont été laissées de côté : { $questions }.

# Heading where a hard stop stands; what to pause follows.
report-stop = Ce qu'il faut suspendre pour l'instant

# Heading; what the researcher does now follows.
report-next = Que faire maintenant

# Last line under report-next, where a plan goes on with conditions. day = a date some months on.
report-again = Une date pour reprendre ces questions, si vous n'en choisissez pas une autre : { $day }.

# Heading; what is good practice with any plan follows.
report-habits = De bonnes habitudes

# Heading; the rules that led to the result follow.
report-why = Pourquoi ce résultat

# Under report-why.
report-why-about = Chaque point est une règle qui s'applique, avec les réponses qui l'expliquent et une page qui en dit plus.

# Under a rule: an answer behind it. question = a few words that name the question; answer = its label.
report-answer = { $question } : { $answer }

# Heading where no rule asks for more care; what the result rests on follows.
report-basis = Sur quoi repose ce résultat

# Under report-basis.
report-basis-rules = Aucune règle demandant plus de précautions ne s'applique à ces réponses.

# Under report-basis or report-why, where no hard stop stands and no legal check is needed.
report-basis-law = Aucune réponse n'est une raison de suspendre, et aucune ne demande de vérification juridique.

# Under report-basis or report-why, where nobody said “I don't know”.
report-basis-known = Aucune des réponses n'est « je ne sais pas ».

# Under report-basis or report-why, where nothing unknown could change the result.
report-basis-same = Ce qui n'est pas encore connu ne change rien au résultat.

# Under report-basis or report-why. questions = a few words for each question.
report-basis-open = Ce qui n'est pas encore connu peut changer le résultat : { $questions }.

# Heading of the two scales.
report-scales = Ce que le projet apporte, et où il faut de l'attention

# Under report-scales.
report-scales-about = Deux échelles, de 0 à 3, côte à côte : l'une ne compense jamais l'autre. Un chiffre dit où regarder, non si un projet est bon ou mauvais.

# Above the scale of opportunity.
report-brings = Opportunités

# Above the scales of risk.
report-care = Risques

# Beside the bar of a scale.
report-level = { $level } sur { $most }

# In place of report-level, where the question is not answered.
report-level-none = sans réponse

# Heading; what is not known and can change the result follows.
report-open = Ce qui reste à savoir

# Heading where too little is known to tell; the questions follow, each with whom to ask.
report-find-out = Ce qu'il faut d'abord savoir, et à qui le demander

# Under report-open and report-find-out. outcomes = colours, as in Green, Yellow.
report-range = Selon ce que vous apprendrez, le résultat peut devenir : { $outcomes }.

# Under report-open, where nothing unknown can change the result.
report-range-same = Certaines réponses ne sont pas encore connues. Quelles qu'elles soient, le résultat reste le même.

# Under a question or a legal check. whom = who can answer it, as in “the export control office”.
report-whom = À demander à : { $whom }

# Under the questions of report-open. count = at most so many.
report-opens = Une fois ces réponses connues, d'autres questions peuvent s'ajouter : { $count } au plus.

# Heading; measures follow with the result that they lead to.
report-change = Ce qui changerait le résultat

# Under report-change.
report-change-about = Seul ce qui peut s'organiser autrement figure ici, jamais les faits. Chaque ligne suffit pour son résultat, et rien n'y est de trop. Ce sont les mêmes règles qui le disent.

# Head of a column: measures.
report-change-what = Si vous faites ceci

# Head of a column: the outcome with these measures, or in this form.
report-change-result = Résultat alors

# Under report-change, where no measures help.
report-change-none = Aucune autre forme de travail ne change à elle seule ce résultat. Une personne peut chercher une voie avec vous.

# Under report-change, while a hard stop stands.
report-change-stopped = Tant qu'il y a une raison de suspendre, aucune autre forme de travail ne change le résultat. Après en avoir parlé avec une personne, vous pourrez voir ensemble des formes plus sûres et d'autres possibilités.

# First under report-change, where the step is paused without a hard stop.
report-change-later = Parlez d'abord avec une personne. Ce qui suit est destiné à cet entretien.

# Under report-change. measures = whole sentences; then, now = colours.
report-chosen = Vous avez indiqué que ceci vous conviendrait aussi : { $measures } Avec cela : { $then } au lieu de { $now }.

# Under report-change, where what was chosen changes nothing. measures = whole sentences.
report-chosen-same = Vous avez indiqué que ceci vous conviendrait aussi : { $measures } À lui seul, cela ne change pas le résultat.

# Last under report-change.
report-dispute = Vous voyez un de ces points autrement ? Dites-le : une personne l'examinera avec vous.

# Heading; forms of working together follow.
report-forms = Des formes de coopération plus sûres

# Under report-forms.
report-forms-about = De la plus ouverte à la plus étroite, chacune avec le résultat qu'elle aurait selon les mêmes règles.

# Head of a column: a form of working together.
report-form = Forme

# Heading; legal checks follow.
report-law = Ce que la loi peut demander

# Under the legal checks.
report-law-about = Demandez tôt. Quand les sources disent combien de temps prend une vérification, la page le dit aussi.

# Above what the law of the institution's country may ask for. place = the country.
report-law-place = Règles qui peuvent s'appliquer dans le pays de votre établissement : { $place }.

# Heading; at most five precautions follow.
report-precautions = Précautions adaptées à ces réponses

# Heading; lines that hold whatever the result follow.
report-notes = Bon à savoir

# Heading where the result is standard care.
report-encouraged = Une forme à encourager

# Under report-encouraged.
report-encouraged-about = Travailler ainsi ensemble ouvre la recherche ; cela mérite d'être salué et imité.

# Above themes of the green list, where the result is standard care.
report-encouraged-near = Des thèmes de la liste verte où de tels projets ont leur place, avec leurs conditions :

# Heading; themes of the green list follow.
report-alternatives = D'autres possibilités de la liste verte

# Under report-alternatives.
report-alternatives-about = Des thèmes où un projet de ce genre ne demande en général que les précautions habituelles, tant que les conditions sont remplies.

# Under themes of the green list, while it is the example that ships.
report-green-list-example = La liste verte est encore un exemple : votre établissement ne l'a pas encore approuvée.

# Under a theme of the green list.
report-conditions = Conditions : { $text }

# Under a theme of the green list.
report-forms-of = Formes : { $text }

# Under a theme of the green list: why little is at stake.
report-reason = Pourquoi : { $text }

# Under a theme of the green list. day = when it is looked at again.
report-review-by = À revoir avant le { $day }

# Heading where a person should look at once; contact points follow.
report-person-now = Parlez maintenant à une personne

# Heading where it is best to talk to a person; contact points follow.
report-person-offer = Parlez-en avec une personne

# Heading; contact points follow.
report-person = À qui demander

# Under report-person-now, where advice is needed before a deadline.
report-person-deadline = Une échéance tombe dans les cinq jours ouvrables : dites-le en posant votre question, pour que l'avis arrive à temps.

# Under report-person-offer, where too little was known for a result more than once.
report-person-twice = Au deuxième passage non plus, tout ce qui compte n'est pas connu. À deux, on le découvre souvent plus vite.

# Under report-person-now and report-person-offer.
report-person-take = Prenez ce rapport avec vous : tout ce que vous avez dit y figure. On ne vous reprochera jamais d'avoir demandé.

# Under a contact point. time = how soon it replies, as it says itself.
report-answers-in = Délai : { $time }

# Heading; questions with their answers follow.
report-answers = Les réponses

# Under report-answers.
report-answers-about = Un point d'interrogation précède ce qui n'est pas encore connu ou reste sans réponse.

# Head of a column: a question.
report-question-head = Question

# Head of a column: an answer.
report-answer-head = Réponse

# An answer: the person does not know.
report-unknown = Je ne sais pas

# In place of an answer.
report-unanswered = pas encore de réponse

# Behind an answer, in brackets.
report-not-counted = ne compte pas, vu les autres réponses

# Heading; the desk's pages that were named follow.
report-pages = Pages à lire

# Under report-pages.
report-pages-about = Chacune a un nom court en petites lettres. Demandez un titre au bot, et il cite la page.

# Behind a page. day = of its last review.
report-page-reviewed = dernière révision le { $day }

# Before the public pages that a page rests on.
report-sources = Repose sur :

# At the end.
report-made = Établi par une machine, à partir de ces seules réponses. Elle n'a demandé aucun nom et n'en garde aucun ; merci de n'en écrire aucun sur ce papier.
