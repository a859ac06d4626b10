### The report of a screening: what a person takes along, as Markdown and as a page to print. What it says about one
### questionnaire stands in that questionnaire's words.

# Title of the report.
report-title = Verslag van een screening

# Name of a fact at the top: the reference of the case.
report-case = Kenmerk

# Name of a fact at the top: the day on which the report was made.
report-day = Datum

# Name of a fact at the top: the country of the institution.
report-place = Land van de instelling

# Name of a fact at the top: which rules were applied.
report-rules = Regels

# Value of report-rules. questionnaire = its short name, the same in every language.
report-rules-version = { $questionnaire }, versie { $version }

# Name of a fact at the top: the day of the newest review among the desk's pages.
report-content = Inhoud van

# At the top, for all to see. version = of the rules; content = the day of the newest review among the desk's pages.
report-advice = Dit is advies, geen besluit: uw instelling beslist. Wat de uitkomst ook is, de wet kan nog steeds van toepassing zijn. Regels versie { $version }; inhoud van { $content }.

# At the bottom of each printed sheet. case = the reference of the case.
report-running = { $case } · advies, geen besluit

# The name of a colour: what an outcome is called in a word. It names what to do next, never how bad something is.
report-colour =
    { $outcome ->
        [green] Groen
        [yellow] Geel
        [orange] Oranje
        [red] Rood
        [grey] Grijs
       *[other] { $outcome }
    }

# An outcome in one line. colour = from report-colour; label = what to do next.
report-result = { $colour }: { $label }

# Under report-advice, while questions are open. question = the next one, whole.
report-so-far = Nog niet alle vragen zijn beantwoord; dit is dus de uitkomst van de antwoorden tot nu toe. De volgende vraag zou zijn: “{ $question }”

# Under report-advice. given, version = the version that was answered, and that of the rules of today.
report-other-version = De antwoorden horen bij versie { $given } van de vragen; de uitkomst is die van versie { $version }.

# Under report-advice. questions = ids of questions, as in d4, d7.
report-left-out = Antwoorden die deze versie van de vragen niet kent, zijn weggelaten: { $questions }.

# Heading where a hard stop stands; what to pause follows.
report-stop = Wat u nu even stillegt

# Heading; what the researcher does now follows.
report-next = Wat u nu doet

# Last line under report-next, where a plan goes on with conditions. day = a date some months on.
report-again = Een datum om deze vragen opnieuw door te nemen, als u geen andere kiest: { $day }.

# Heading; what is good practice with any plan follows.
report-habits = Goede gewoonten

# Heading; the rules that led to the result follow.
report-why = Waarom deze uitkomst

# Under report-why.
report-why-about = Elk punt is een regel die van toepassing is, met de antwoorden erachter en een pagina met meer uitleg.

# Under a rule: an answer behind it. question = a few words that name the question; answer = its label.
report-answer = { $question }: { $answer }

# Heading where no rule asks for more care; what the result rests on follows.
report-basis = Waar deze uitkomst op berust

# Under report-basis.
report-basis-rules = Geen regel die om meer zorg vraagt, is op deze antwoorden van toepassing.

# Under report-basis or report-why, where no hard stop stands and no legal check is needed.
report-basis-law = Geen antwoord geeft reden tot een pauze, en geen vraagt om een juridische controle.

# Under report-basis or report-why, where nobody said “I don't know”.
report-basis-known = Geen van de antwoorden is ‘weet ik niet’.

# Under report-basis or report-why, where nothing unknown could change the result.
report-basis-same = Wat nog niet bekend is, maakt voor de uitkomst geen verschil.

# Under report-basis or report-why. questions = a few words for each question.
report-basis-open = Wat nog niet bekend is, kan de uitkomst veranderen: { $questions }.

# Heading of the two scales.
report-scales = Wat het oplevert, en waar zorg nodig is

# Under report-scales.
report-scales-about = Twee schalen, van 0 tot 3, naast elkaar: de ene wordt niet tegen de andere weggestreept. Een getal zegt waar u moet kijken, niet hoe goed of slecht een plan is.

# Above the scale of opportunity.
report-brings = Kansen

# Above the scales of risk.
report-care = Risico

# Beside the bar of a scale.
report-level = { $level } van { $most }

# In place of report-level, where the question is not answered.
report-level-none = niet beantwoord

# Heading; what is not known and can change the result follows.
report-open = Wat nog openstaat

# Heading where too little is known to tell; the questions follow, each with whom to ask.
report-find-out = Wat u eerst uitzoekt, en bij wie

# Under report-open and report-find-out. outcomes = colours, as in Green, Yellow.
report-range = Afhankelijk van wat u te weten komt, kan de uitkomst worden: { $outcomes }.

# Under report-open, where nothing unknown can change the result.
report-range-same = Sommige antwoorden zijn nog niet bekend. Hoe ze ook uitvallen, de uitkomst blijft dezelfde.

# Under a question or a legal check. whom = who can answer it, as in “the export control office”.
report-whom = Vraag het aan: { $whom }

# Under the questions of report-open. count = at most so many.
report-opens = Als deze beantwoord zijn, kunnen er nog vragen bij komen: hoogstens { $count }.

# Heading; measures follow with the result that they lead to.
report-change = Wat de uitkomst zou veranderen

# Under report-change.
report-change-about = Hier staat alleen wat u anders kunt regelen, nooit de feiten. Elke regel is genoeg voor de uitkomst erachter, en niets erin kan worden gemist. Dat zeggen dezelfde regels.

# Head of a column: measures.
report-change-what = Als u dit doet

# Head of a column: the outcome with these measures, or in this form.
report-change-result = Uitkomst dan

# Under report-change, where no measures help.
report-change-none = Geen andere vorm van het werk verandert deze uitkomst op zichzelf. Een mens kan samen met u een weg zoeken.

# Under report-change, while a hard stop stands.
report-change-stopped = Zolang er reden is tot een pauze, verandert geen andere vorm van het werk de uitkomst. Als u met iemand hebt gesproken, kunt u samen naar veiligere vormen en alternatieven kijken.

# First under report-change, where the step is paused without a hard stop.
report-change-later = Spreek eerst met iemand. Wat volgt, is voor dat gesprek.

# Under report-change. measures = whole sentences; then, now = colours.
report-chosen = U gaf aan dat dit voor u ook zou werken: { $measures } Daarmee: { $then } in plaats van { $now }.

# Under report-change, where what was chosen changes nothing. measures = whole sentences.
report-chosen-same = U gaf aan dat dit voor u ook zou werken: { $measures } Op zichzelf verandert dat de uitkomst niet.

# Last under report-change.
report-dispute = Ziet u een van de punten anders? Zeg het: een mens neemt het met u door.

# Heading; forms of working together follow.
report-forms = Veiligere vormen van samenwerking

# Under report-forms.
report-forms-about = Van de meest open tot de nauwste, elk met de uitkomst die ze volgens dezelfde regels zou hebben.

# Head of a column: a form of working together.
report-form = Vorm

# Heading; legal checks follow.
report-law = Wat de wet kan vragen

# Under the legal checks.
report-law-about = Vraag het op tijd. Waar de bronnen zeggen hoe lang een controle meestal duurt, zegt de pagina dat ook.

# Above what the law of the institution's country may ask for. place = the country.
report-law-place = Regels die kunnen gelden in het land van uw instelling: { $place }.

# Heading; at most five precautions follow.
report-precautions = Voorzorgen die bij deze antwoorden passen

# Heading; lines that hold whatever the result follow.
report-notes = Goed om te weten

# Heading where the result is standard care.
report-encouraged = Een vorm om aan te moedigen

# Under report-encouraged.
report-encouraged-about = Zo samenwerken maakt onderzoek opener; het verdient waardering en navolging.

# Above themes of the green list, where the result is standard care.
report-encouraged-near = Thema's van de groene lijst waarin zulke plannen thuishoren, met hun voorwaarden:

# Heading; themes of the green list follow.
report-alternatives = Alternatieven van de groene lijst

# Under report-alternatives.
report-alternatives-about = Thema's waarin een plan van deze soort meestal niet meer dan de gewone zorg vraagt, zolang de voorwaarden gelden.

# Under themes of the green list, while it is the example that ships.
report-green-list-example = De groene lijst is nog een voorbeeld: uw instelling heeft haar nog niet goedgekeurd.

# Under a theme of the green list.
report-conditions = Voorwaarden: { $text }

# Under a theme of the green list.
report-forms-of = Vormen: { $text }

# Under a theme of the green list: why little is at stake.
report-reason = Waarom: { $text }

# Under a theme of the green list. day = when it is looked at again.
report-review-by = Te herzien vóór { $day }

# Heading where a person should look at once; contact points follow.
report-person-now = Spreek nu met iemand

# Heading where it is best to talk to a person; contact points follow.
report-person-offer = Bespreek het met iemand

# Heading; contact points follow.
report-person = Wie u kunt vragen

# Under report-person-now, where advice is needed before a deadline.
report-person-deadline = Er is een termijn binnen vijf werkdagen: zeg dat erbij als u het vraagt, dan komt het advies op tijd.

# Under report-person-offer, where too little was known for a result more than once.
report-person-twice = Ook na een tweede keer is nog niet alles bekend wat ertoe doet. Samen met iemand komt u daar vaak sneller achter.

# Under report-person-now and report-person-offer.
report-person-take = Neem dit verslag mee: alles wat u hebt verteld, staat erin. Dat u het vraagt, wordt u nooit kwalijk genomen.

# Under a contact point. time = how soon it replies, as it says itself.
report-answers-in = Hoe snel: { $time }

# Heading; questions with their answers follow.
report-answers = De antwoorden

# Under report-answers.
report-answers-about = Voor wat nog niet bekend of niet beantwoord is, staat een vraagteken.

# Head of a column: a question.
report-question-head = Vraag

# Head of a column: an answer.
report-answer-head = Antwoord

# An answer: the person does not know.
report-unknown = Weet ik niet

# In place of an answer.
report-unanswered = nog niet beantwoord

# Behind an answer, in brackets.
report-not-counted = telt niet mee bij deze andere antwoorden

# Heading; the desk's pages that were named follow.
report-pages = Pagina's om te lezen

# Under report-pages.
report-pages-about = Elke pagina heeft een korte naam in kleine letters. Vraag de bot naar een titel, en hij citeert de pagina.

# Behind a page. day = of its last review.
report-page-reviewed = laatst beoordeeld op { $day }

# Before the public pages that a page rests on.
report-sources = Gebaseerd op:

# At the end.
report-made = Gemaakt door een machine, uit deze antwoorden alleen. Zij vroeg niet naar namen en bewaart er geen; schrijf er ook geen op dit papier.
