### The report of a screening: what a person takes along, as Markdown and as a page to print. What it says about one
### questionnaire stands in that questionnaire's words.

# Title of the report.
report-title = Report of a screening

# Name of a fact at the top: the reference of the case.
report-case = Case

# Name of a fact at the top: the day on which the report was made.
report-day = Date

# Name of a fact at the top: the country of the institution.
report-place = Place of the institution

# Name of a fact at the top: which rules were applied.
report-rules = Rules

# Value of report-rules. questionnaire = its short name, the same in every language.
report-rules-version = { $questionnaire }, version { $version }

# Name of a fact at the top: the day of the newest review among the desk's pages.
report-content = Content of

# At the top, for all to see. version = of the rules; content = the day of the newest review among the desk's pages.
report-advice = This is advice, not a decision: your institution decides. The law may still apply, whatever the result. Rule-set version { $version }; content of { $content }.

# At the bottom of each printed sheet. case = the reference of the case.
report-running = { $case } · advice, not a decision

# The name of a colour: what an outcome is called in a word. It names what to do next, never how bad something is.
report-colour =
    { $outcome ->
        [green] Green
        [yellow] Yellow
        [orange] Orange
        [red] Red
        [grey] Grey
       *[other] { $outcome }
    }

# An outcome in one line. colour = from report-colour; label = what to do next.
report-result = { $colour }: { $label }

# Under report-advice, while questions are open. question = the next one, whole.
report-so-far = Not all questions are answered yet, so this is the result of the answers so far. The next question would be: “{ $question }”

# Under report-advice. given, version = the version that was answered, and that of the rules of today.
report-other-version = The answers were given to version { $given } of the questions; the result is that of version { $version }.

# Under report-advice. questions = ids of questions, as in d4, d7.
report-left-out = Answers that this version of the questions does not know were left out: { $questions }.

# Heading where a hard stop stands; what to pause follows.
report-stop = What to stop for now

# Heading; what the researcher does now follows.
report-next = What to do next

# Last line under report-next, where a plan goes on with conditions. day = a date some months on.
report-again = A date for going through these questions again, unless you choose another: { $day }.

# Heading; what is good practice with any plan follows.
report-habits = Habits worth keeping

# Heading; the rules that led to the result follow.
report-why = Why this result

# Under report-why.
report-why-about = Each point is a rule that applies, with the answers behind it and a page that says more.

# Under a rule: an answer behind it. question = a few words that name the question; answer = its label.
report-answer = { $question }: { $answer }

# Heading where no rule asks for more care; what the result rests on follows.
report-basis = What this result rests on

# Under report-basis.
report-basis-rules = No rule that asks for more care applies to these answers.

# Under report-basis or report-why, where no hard stop stands and no legal check is needed.
report-basis-law = No answer is a reason to pause, and none calls for a legal check.

# Under report-basis or report-why, where nobody said “I don't know”.
report-basis-known = None of the answers is “I don't know”.

# Under report-basis or report-why, where nothing unknown could change the result.
report-basis-same = What is not known yet makes no difference to the result.

# Under report-basis or report-why. questions = a few words for each question.
report-basis-open = What is not known yet could change the result: { $questions }.

# Heading of the two scales.
report-scales = What it brings, and where care is needed

# Under report-scales.
report-scales-about = Two scales, from 0 to 3, side by side: neither is set off against the other. A number says where to look, not how good or bad a plan is.

# Above the scale of opportunity.
report-brings = Opportunity

# Above the scales of risk.
report-care = Risk

# Beside the bar of a scale.
report-level = { $level } of { $most }

# In place of report-level, where the question is not answered.
report-level-none = not answered

# Heading; what is not known and can change the result follows.
report-open = What is still open

# Heading where too little is known to tell; the questions follow, each with whom to ask.
report-find-out = What to find out first, and whom to ask

# Under report-open and report-find-out. outcomes = colours, as in Green, Yellow.
report-range = Depending on what you find out, the result may become: { $outcomes }.

# Under report-open, where nothing unknown can change the result.
report-range-same = Some answers are not known yet. Whatever they turn out to be, the result stays the same.

# Under a question or a legal check. whom = who can answer it, as in “the export control office”.
report-whom = Ask: { $whom }

# Under the questions of report-open. count = at most so many.
report-opens = More questions may come up once these are answered: at most { $count }.

# Heading; measures follow with the result that they lead to.
report-change = What would change the result

# Under report-change.
report-change-about = Only what can be arranged in another way is named here, never the facts. Each line is enough for its result, and nothing in it can be spared. The same rules say so.

# Head of a column: measures.
report-change-what = If you do this

# Head of a column: the outcome with these measures, or in this form.
report-change-result = Result then

# Under report-change, where no measures help.
report-change-none = No other form of the work changes this result by itself. A person can look for a way with you.

# Under report-change, while a hard stop stands.
report-change-stopped = While there is a reason to pause, no other form of the work changes the result. Once you have talked with a person, you can look at safer forms and alternatives together.

# First under report-change, where the step is paused without a hard stop.
report-change-later = Talk with a person first. What follows is for that conversation.

# Under report-change. measures = whole sentences; then, now = colours.
report-chosen = You said that this would still work for you: { $measures } With it: { $then } instead of { $now }.

# Under report-change, where what was chosen changes nothing. measures = whole sentences.
report-chosen-same = You said that this would still work for you: { $measures } By itself it does not change the result.

# Last under report-change.
report-dispute = Do you see one of the points differently? Say so: a person goes through it with you.

# Heading; forms of working together follow.
report-forms = Safer forms of working together

# Under report-forms.
report-forms-about = From the most open to the closest, each with the result that it would have by the same rules.

# Head of a column: a form of working together.
report-form = Form

# Heading; legal checks follow.
report-law = What the law may ask for

# Under the legal checks.
report-law-about = Ask early. Where its sources say how long a check usually takes, the page does too.

# Above what the law of the institution's country may ask for. place = the country.
report-law-place = Rules that may apply where your institution is: { $place }.

# Heading; at most five precautions follow.
report-precautions = Precautions that fit these answers

# Heading; lines that hold whatever the result follow.
report-notes = Worth knowing

# Heading where the result is standard care.
report-encouraged = A form to encourage

# Under report-encouraged.
report-encouraged-about = Working together in this way opens research up, and deserves praise and company.

# Above themes of the green list, where the result is standard care.
report-encouraged-near = Themes of the green list in which such plans are at home, with their conditions:

# Heading; themes of the green list follow.
report-alternatives = Alternatives from the green list

# Under report-alternatives.
report-alternatives-about = Themes in which a plan of this kind usually needs no more than standard care, as long as the conditions hold.

# Under themes of the green list, while it is the example that ships.
report-green-list-example = The green list is still an example: your institution has not approved it yet.

# Under a theme of the green list.
report-conditions = Conditions: { $text }

# Under a theme of the green list.
report-forms-of = Forms: { $text }

# Under a theme of the green list: why little is at stake.
report-reason = Why: { $text }

# Under a theme of the green list. day = when it is looked at again.
report-review-by = To be reviewed by { $day }

# Heading where a person should look at once; contact points follow.
report-person-now = Talk to a person now

# Heading where it is best to talk to a person; contact points follow.
report-person-offer = Talk it over with a person

# Heading; contact points follow.
report-person = Whom to ask

# Under report-person-now, where advice is needed before a deadline.
report-person-deadline = There is a deadline within five working days: say so when you ask, so that the advice comes before it.

# Under report-person-offer, where too little was known for a result more than once.
report-person-twice = Some of what matters is still not known after a second look. Finding it out is often quicker with a person.

# Under report-person-now and report-person-offer.
report-person-take = Take this report with you: it says all that you told. Asking is never held against you.

# Under a contact point. time = how soon it replies, as it says itself.
report-answers-in = How soon: { $time }

# Heading; questions with their answers follow.
report-answers = The answers

# Under report-answers.
report-answers-about = A question mark stands in front of what is not known or not answered yet.

# Head of a column: a question.
report-question-head = Question

# Head of a column: an answer.
report-answer-head = Answer

# An answer: the person does not know.
report-unknown = I don't know

# In place of an answer.
report-unanswered = not answered yet

# Behind an answer, in brackets.
report-not-counted = does not count, as the other answers stand

# Heading; the desk's pages that were named follow.
report-pages = Pages to read

# Under report-pages.
report-pages-about = Each has a short name in small letters. Ask the desk about a title, and it quotes the page.

# Behind a page. day = of its last review.
report-page-reviewed = last reviewed { $day }

# Before the public pages that a page rests on.
report-sources = Rests on:

# At the end.
report-made = Made by a machine from these answers alone. It asked for no names and keeps none; please write none on this paper either.
