### The report of a screening: what a person takes along, as Markdown and as a page to print. What it says about one
### questionnaire stands in that questionnaire's words.

# Title of the report.
report-title = Bericht über ein Screening

# Name of a fact at the top: the reference of the case.
report-case = Vorgang

# Name of a fact at the top: the day on which the report was made.
report-day = Datum

# Name of a fact at the top: the country of the institution.
report-place = Land der Einrichtung

# Name of a fact at the top: which rules were applied.
report-rules = Regeln

# Value of report-rules. questionnaire = its short name, the same in every language.
report-rules-version = { $questionnaire }, Version { $version }

# Name of a fact at the top: the day of the newest review among the desk's pages.
report-content = Stand der Inhalte

# At the top, for all to see. version = of the rules; content = the day of the newest review among the desk's pages.
report-advice = Dies ist ein Rat, keine Entscheidung: Es entscheidet Ihre Einrichtung. Welches Ergebnis auch immer hier steht, das Gesetz kann trotzdem gelten. Regeln Version { $version }; Inhalte vom { $content }.

# At the bottom of each printed sheet. case = the reference of the case.
report-running = { $case } · Rat, keine Entscheidung

# The name of a colour: what an outcome is called in a word. It names what to do next, never how bad something is.
report-colour =
    { $outcome ->
        [green] Grün
        [yellow] Gelb
        [orange] Orange
        [red] Rot
        [grey] Grau
       *[other] { $outcome }
    }

# An outcome in one line. colour = from report-colour; label = what to do next.
report-result = { $colour }: { $label }

# Under report-advice, while questions are open. question = the next one, whole.
report-so-far = Noch sind nicht alle Fragen beantwortet; dies ist also das Ergebnis der bisherigen Antworten. Die nächste Frage wäre: „{ $question }“

# Under report-advice. given, version = the version that was answered, and that of the rules of today.
report-other-version = Die Antworten gehören zu Version { $given } der Fragen; das Ergebnis ist das von Version { $version }.

# Under report-advice. questions = ids of questions, as in d4, d7.
report-left-out = Antworten, die diese Version der Fragen nicht kennt, wurden weggelassen: { $questions }.

# Heading where a hard stop stands; what to pause follows.
report-stop = Was jetzt ruhen sollte

# Heading; what the researcher does now follows.
report-next = Was jetzt zu tun ist

# Last line under report-next, where a plan goes on with conditions. day = a date some months on.
report-again = Ein Termin, um diese Fragen noch einmal durchzugehen, falls Sie keinen anderen wählen: { $day }.

# Heading; what is good practice with any plan follows.
report-habits = Gute Gewohnheiten

# Heading; the rules that led to the result follow.
report-why = Warum dieses Ergebnis

# Under report-why.
report-why-about = Jeder Punkt ist eine Regel, die greift, mit den Antworten dahinter und einer Seite, auf der mehr dazu steht.

# Under a rule: an answer behind it. question = a few words that name the question; answer = its label.
report-answer = { $question }: { $answer }

# Heading where no rule asks for more care; what the result rests on follows.
report-basis = Worauf dieses Ergebnis beruht

# Under report-basis.
report-basis-rules = Keine Regel, die mehr Sorgfalt verlangt, trifft auf diese Antworten zu.

# Under report-basis or report-why, where no hard stop stands and no legal check is needed.
report-basis-law = Keine Antwort ist ein Grund innezuhalten, und keine verlangt eine rechtliche Prüfung.

# Under report-basis or report-why, where nobody said “I don't know”.
report-basis-known = Keine der Antworten lautet „weiß ich nicht“.

# Under report-basis or report-why, where nothing unknown could change the result.
report-basis-same = Was noch nicht bekannt ist, ändert am Ergebnis nichts.

# Under report-basis or report-why. questions = a few words for each question.
report-basis-open = Was noch nicht bekannt ist, kann das Ergebnis ändern: { $questions }.

# Heading of the two scales.
report-scales = Was es bringt, und wo Sorgfalt nötig ist

# Under report-scales.
report-scales-about = Zwei Skalen von 0 bis 3 nebeneinander: Die eine wird nicht mit der anderen verrechnet. Eine Zahl sagt, wo man hinsehen sollte, nicht wie gut oder schlecht ein Vorhaben ist.

# Above the scale of opportunity.
report-brings = Chancen

# Above the scales of risk.
report-care = Risiko

# Beside the bar of a scale.
report-level = { $level } von { $most }

# In place of report-level, where the question is not answered.
report-level-none = nicht beantwortet

# Heading; what is not known and can change the result follows.
report-open = Was noch offen ist

# Heading where too little is known to tell; the questions follow, each with whom to ask.
report-find-out = Was zuerst zu klären ist, und mit wem

# Under report-open and report-find-out. outcomes = colours, as in Green, Yellow.
report-range = Je nachdem, was Sie herausfinden, kann das Ergebnis werden: { $outcomes }.

# Under report-open, where nothing unknown can change the result.
report-range-same = Einige Antworten sind noch nicht bekannt. Wie sie auch ausfallen, das Ergebnis bleibt dasselbe.

# Under a question or a legal check. whom = who can answer it, as in “the export control office”.
report-whom = Fragen Sie: { $whom }

# Under the questions of report-open. count = at most so many.
report-opens = Sind diese beantwortet, können noch Fragen hinzukommen: höchstens { $count }.

# Heading; measures follow with the result that they lead to.
report-change = Was das Ergebnis ändern würde

# Under report-change.
report-change-about = Hier steht nur, was sich anders einrichten lässt, nie die Tatsachen. Jede Zeile genügt für ihr Ergebnis, und nichts darin ist entbehrlich. Das sagen dieselben Regeln.

# Head of a column: measures.
report-change-what = Wenn Sie dies tun

# Head of a column: the outcome with these measures, or in this form.
report-change-result = Ergebnis dann

# Under report-change, where no measures help.
report-change-none = Keine andere Form der Arbeit ändert dieses Ergebnis für sich allein. Ein Mensch kann mit Ihnen einen Weg suchen.

# Under report-change, while a hard stop stands.
report-change-stopped = Solange es einen Grund gibt innezuhalten, ändert keine andere Form der Arbeit das Ergebnis. Nach dem Gespräch können Sie gemeinsam sicherere Formen und Alternativen ansehen.

# First under report-change, where the step is paused without a hard stop.
report-change-later = Sprechen Sie zuerst mit einem Menschen. Was folgt, ist für dieses Gespräch gedacht.

# Under report-change. measures = whole sentences; then, now = colours.
report-chosen = Sie haben angegeben, dass auch dies für Sie ginge: { $measures } Damit: { $then } statt { $now }.

# Under report-change, where what was chosen changes nothing. measures = whole sentences.
report-chosen-same = Sie haben angegeben, dass auch dies für Sie ginge: { $measures } Für sich allein ändert das am Ergebnis nichts.

# Last under report-change.
report-dispute = Sehen Sie einen der Punkte anders? Sagen Sie es: Ein Mensch geht ihn mit Ihnen durch.

# Heading; forms of working together follow.
report-forms = Sicherere Formen der Zusammenarbeit

# Under report-forms.
report-forms-about = Von der offensten bis zur engsten, jede mit dem Ergebnis, das sie nach denselben Regeln hätte.

# Head of a column: a form of working together.
report-form = Form

# Heading; legal checks follow.
report-law = Was das Gesetz verlangen kann

# Under the legal checks.
report-law-about = Fragen Sie früh. Wo die Quellen sagen, wie lange eine Prüfung meist dauert, steht es auch auf der Seite.

# Above what the law of the institution's country may ask for. place = the country.
report-law-place = Regeln, die im Land Ihrer Einrichtung gelten können: { $place }.

# Heading; at most five precautions follow.
report-precautions = Vorkehrungen, die zu diesen Antworten passen

# Heading; lines that hold whatever the result follow.
report-notes = Gut zu wissen

# Heading where the result is standard care.
report-encouraged = Eine Form, die Zuspruch verdient

# Under report-encouraged.
report-encouraged-about = So zusammenzuarbeiten öffnet die Forschung; es verdient Anerkennung und Nachahmung.

# Above themes of the green list, where the result is standard care.
report-encouraged-near = Themen der grünen Liste, in denen solche Vorhaben zu Hause sind, mit ihren Bedingungen:

# Heading; themes of the green list follow.
report-alternatives = Alternativen aus der grünen Liste

# Under report-alternatives.
report-alternatives-about = Themen, in denen ein Vorhaben dieser Art meist nur die übliche Sorgfalt braucht, solange die Bedingungen erfüllt sind.

# Under themes of the green list, while it is the example that ships.
report-green-list-example = Die grüne Liste ist noch ein Beispiel: Ihre Einrichtung hat sie noch nicht gebilligt.

# Under a theme of the green list.
report-conditions = Bedingungen: { $text }

# Under a theme of the green list.
report-forms-of = Formen: { $text }

# Under a theme of the green list: why little is at stake.
report-reason = Warum: { $text }

# Under a theme of the green list. day = when it is looked at again.
report-review-by = Zu überprüfen bis { $day }

# Heading where a person should look at once; contact points follow.
report-person-now = Sprechen Sie jetzt mit einem Menschen

# Heading where it is best to talk to a person; contact points follow.
report-person-offer = Besprechen Sie es mit einem Menschen

# Heading; contact points follow.
report-person = Wen Sie fragen können

# Under report-person-now, where advice is needed before a deadline.
report-person-deadline = Es gibt eine Frist innerhalb von fünf Arbeitstagen: Sagen Sie das gleich dazu, damit der Rat rechtzeitig kommt.

# Under report-person-offer, where too little was known for a result more than once.
report-person-twice = Auch beim zweiten Mal ist noch nicht alles bekannt, worauf es ankommt. Gemeinsam mit jemandem lässt es sich oft schneller klären.

# Under report-person-now and report-person-offer.
report-person-take = Nehmen Sie diesen Bericht mit: Darin steht alles, was Sie gesagt haben. Dass Sie fragen, wird Ihnen niemand verübeln.

# Under a contact point. time = how soon it replies, as it says itself.
report-answers-in = Wie schnell: { $time }

# Heading; questions with their answers follow.
report-answers = Die Antworten

# Under report-answers.
report-answers-about = Vor dem, was noch nicht bekannt oder nicht beantwortet ist, steht ein Fragezeichen.

# Head of a column: a question.
report-question-head = Frage

# Head of a column: an answer.
report-answer-head = Antwort

# An answer: the person does not know.
report-unknown = Weiß ich nicht

# In place of an answer.
report-unanswered = noch nicht beantwortet

# Behind an answer, in brackets.
report-not-counted = zählt bei den übrigen Antworten nicht

# Heading; the desk's pages that were named follow.
report-pages = Seiten zum Nachlesen

# Under report-pages.
report-pages-about = Jede hat einen kurzen Namen in kleinen Buchstaben. Fragen Sie den Bot nach einem Titel, und er zitiert die Seite.

# Behind a page. day = of its last review.
report-page-reviewed = zuletzt geprüft am { $day }

# Before the public pages that a page rests on.
report-sources = Beruht auf:

# At the end.
report-made = Von einer Maschine allein aus diesen Antworten erstellt. Sie hat nach keinen Namen gefragt und bewahrt keine auf; schreiben Sie bitte auch keine auf dieses Papier.
