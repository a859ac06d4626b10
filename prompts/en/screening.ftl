### The screening: a plan weighed together, one question at a time. The questions themselves stand in
### knowledge-base/questionnaires/.

# Choice after a question that describes a plan.
screen-offer = Weigh this plan together, about five minutes

# When a screening is asked for and there is none in this desk's content.
screen-none = I have no screening to offer here yet. A person can go through your plan with you: { $contact }

# In a room with others, when a screening is asked for.
screen-moved = Weighing a plan is for the two of us, so I am writing to you directly. If nothing arrives, please allow direct messages from me and ask once more.

# First direct message, when a screening was asked for in a room with others. command = what to type.
screen-here = Here it is just the two of us. Type `{ $command }`, and we begin.

# Under the first words of a screening. What can be said at any time.
screen-asides = You can say at any time: `back`, `why`, `summary`, `change 4`, `pause`, `human`, `stop` or `delete`. Please name roles, not people: “the guest”, “the project leader”.

# Choice: agrees to begin without names.
screen-agree = I name nobody; let us begin

# Choice: does not begin.
screen-decline = Not now

# After screen-decline. command = what to type.
screen-declined = All right. Type `{ $command }` whenever you would like to.

# Before the first question, where the desk does not know.
screen-country = In which country is your institution? That tells me which rules and which contact points to name.

# Choice under screen-country, after the countries.
screen-country-eu = Another country of the European Union

# Last choice under screen-country.
screen-country-other = Somewhere else

# Before the first question.
screen-pressing = Is anything pressing?

# Choice under screen-pressing.
screen-pressing-nothing = No, nothing

# Choice under screen-pressing.
screen-pressing-deadline = A signature or deadline within five working days

# Choice under screen-pressing.
screen-pressing-done = Something has been sent or signed already

# Choice under screen-pressing.
screen-pressing-unsafe = Somebody feels unsafe

# After screen-pressing-done: a person can help at once.
screen-done-first = Then a person should look at it with you today. Until then, please send or sign nothing more, and delete nothing: keep everything as it is. Telling it early counts in your favour. { $contact }

# After screen-pressing-unsafe: a person can help at once.
screen-unsafe-first = Thank you for saying so. Safety comes before any plan. If somebody is in danger right now, call the emergency number. Otherwise a person you can talk to in confidence: { $contact }

# After screen-done-first and screen-unsafe-first, above the first question.
screen-go-on = If you would like to, we can go on here meanwhile.

# Above each question. number = of this question; total = how many there are going to be, about.
screen-progress = { $number } of about { $total }

# The answer that every question takes.
screen-unknown = I don't know

# Under a question where the network has no buttons. last = the highest number.
screen-how = Reply with a number from 1 to { $last }, or 0 if you don't know. Your own words work, too.

# Under a question that takes several answers, where the network has no buttons. last = the highest number; most = how many at the most.
screen-how-many = Reply with up to { $most } numbers from 1 to { $last }, “1, 3” for instance, or 0 if you don't know.

# Under a question that takes several answers, where the network has buttons.
screen-how-several = You can choose more than one, one after the other.

# Under a question that is answered in one's own words. most = characters at the most.
screen-how-text = Reply in your own words, at most { $most } characters, without names; or 0 to leave it out.

# Choice under a question that is answered in one's own words.
screen-leave-out = Leave it out

# After the first of several answers. chosen = what was chosen so far.
screen-more = Noted: { $chosen }. Anything else?

# Choice after screen-more.
screen-enough = That is all

# When what was typed is no answer to the question; the question follows once more.
screen-not-understood = I could not tell which answer you mean. To ask me something else, `pause` first.

# When what was typed is almost an answer; that answer is offered below.
screen-near = Do you mean this one?

# When a number was typed that is not on offer; the question follows.
screen-outside = There is no such number here.

# When more answers were given than the question takes. most = how many it takes.
screen-too-many = At most { $most } of these, please.

# When a text is too long. most = characters at the most; found = how many there were. Nothing of it is kept.
screen-too-long = That was { $found } characters, and I can keep { $most } at the most. Could you put it shorter?

# Below the question, on "why": why it is asked, who can usually answer, and the page about it.
screen-why = { $why } Who can usually answer it: { $whom }. More is on the page “{ $title }”.

# On "back", when there is nothing to go back to.
screen-back-none = That is the beginning: there is nothing to go back to.

# When a change or a step back took a hard stop away.
screen-stop-gone = What made me stop no longer applies. Let us go on.

# Above the answers so far. count = how many.
screen-summary = Your answers so far ({ $count }):

# On "summary", before anything is answered.
screen-summary-none = Nothing is answered yet.

# One row of the summary. number = for "change"; question = what it is about; answer = what was answered.
screen-summary-row = { $number }. { $question }: { $answer }

# Below the rows of the summary. label = what they would come to at the moment.
screen-summary-standing = As it stands, they come to: { $label }. To change one, type `change` and its number.

# An answer in the person's own words, in the summary and the report.
screen-own-words = in your own words

# On "change" with a number that there is not. last = the highest number.
screen-change-none = There is no answer with that number; they go from 1 to { $last }.

# Above a question that is asked again to change its answer. answer = what was answered before.
screen-change = So far you said: { $answer }.

# On "pause". command = what to type here; code = for going on elsewhere, once; until = the day on which it is erased.
screen-paused = Paused. Type `{ $command }` to go on here. To go on elsewhere, on another network for instance, type `{ $command } { $code }` in a direct chat with me there. The code works once, so keep it to yourself. If you have not gone on by { $until }, I erase it all.

# When a paused screening is taken up again; the question follows.
screen-resumed = Good to have you back. We go on where we were.

# On "resume", when there is nothing to take up, or the code is wrong or was used before.
screen-resume-none = I find no screening to go on with: the code may be mistyped or used already, or its time is over. Type `{ $command }` to begin a new one.

# Once, some days after a screening was paused. command = what to type; until = the day on which it is erased.
screen-reminder = Your screening is still waiting. Type `{ $command }` to go on; if you no longer need it, do nothing, and I erase it on { $until }.

# When a paused screening was erased because its time is over. command = what to type.
screen-expired = I have erased your paused screening, as I said I would. Type `{ $command }` to begin a new one.

# After the reply to something else that was asked in the middle of a screening. command = what to type.
screen-waits = Your screening waits: type `{ $command }` to go on.

# When a screening is asked for in the middle of one.
screen-already = You are in the middle of one. We go on; to begin anew, type `restart`.

# On "restart"; the first words follow.
screen-restarted = All right, from the beginning. What you answered before is erased.

# On "stop".
screen-stopped = Stopped, and what you answered is erased. Type `{ $command }` to begin anew at any time. If a person would help: { $contact }

# On "delete".
screen-deleted = Erased: your answers, and what they came to. Your own messages in this chat are yours to delete.

# On "human": a person takes over.
screen-human = A person can look at it with you: { $contact } You need not finish this first. `summary` shows your answers, to pass on what you like; your case is { $case }.

# On "disagree": the result is disputed.
screen-disagree = You may well be right: rules see only what was asked. A person can look at it afresh and may come to something else: { $contact } Mention your case, { $case }.

# Choice under a result.
screen-disagree-choice = I see it differently

# Choice under a question or a result.
screen-human-choice = Talk to a person

# Choice under a question.
screen-why-choice = Why do you ask?

# Choice under a question.
screen-back-choice = Back

# Choice under a question.
screen-pause-choice = Pause

# Choice under a result.
screen-summary-choice = Show my answers

# Choice under a result.
screen-report-choice = Send me the report

# When the questionnaire has changed since the person answered; rows may follow.
screen-renewed = The questions have been revised since you began. Your answers carry over.

# After screen-renewed: a question that was worded anew. question = what it is about; answer = what was answered.
screen-renewed-reworded = Worded anew: { $question }. You said: { $answer }

# After screen-renewed: so many answers are no longer asked for.
screen-renewed-gone = No longer asked, so left out: { $count }

# After screen-renewed: the outcome moves.
screen-renewed-moves = With the same answers it now comes to “{ $is }” instead of “{ $was }”.

# After screen-renewed: the outcome stays.
screen-renewed-stays = What your answers come to stays the same.

# Choice after screen-renewed.
screen-renewed-keep = Keep my answers and go on

# Choice after screen-renewed.
screen-renewed-again = Ask me the changed ones again

# When a choice of a screening is taken that is over.
screen-over = That screening is over. Type `{ $command }` to begin a new one.

# The report's message; the files hang on it.
screen-report = Here is your report, as a page to print or read and as data that another desk can read.

# After a free text that was refused.
screen-again = Could you put it in other words?

# The command's name where the network offers it itself: one word in small letters.
command-screen-name = screen

# The command's description in the help.
command-screen = weigh a plan with me: what it can bring, and what could go wrong

# The command's name where the network offers it itself: one word in small letters.
command-resume-name = resume

# The command's description in the help.
command-resume = go on with a paused screening, also from another network

# The argument of `resume` as the help shows it.
command-resume-usage = [code]

# The name of the blank behind `resume`: one word in small letters.
command-resume-option = code

# What belongs in that blank.
command-resume-option-about = The code you got when you paused; only needed when you go on elsewhere

# Instead of keeping an answer in somebody's own words that seems to name a person.
screen-guard-name = I did not keep that: it may name somebody, and a role is enough here. Could you write it again with “the guest” or “the project leader” instead of the name?

# The same, for an e-mail address, a phone number, or a link to a personal page.
screen-guard-contact = I did not keep that: it looks like somebody's address, number or personal page. A role is enough here, such as “the guest” or “our contact at the partner”. Could you write it again that way?

# The same, for what looks like a CV.
screen-guard-cv = I did not keep that: it looks like a CV, and this is about a plan, not a person. One sentence is enough: what the guest or the team would work on, and what they would reach.

# The same, for a number or date that identifies a person: passport, citizen's or student number, birthday, ORCID.
screen-guard-identity = I did not keep that: it may hold a number or a date that identifies somebody. None is needed here. Could you write it again with a role, such as “the guest” or “the candidate”?

# The same, for words that say where a person comes from. The answer itself counts as before.
screen-guard-nationality = I did not keep that: where a person comes from plays no part in this screening and changes nothing in it. Could you write it again with a role, such as “the guest”? Where an organisation is based may be said.

# Above the next question, when words beside an answer told of a person. The answer counts.
screen-guard-beside = I took your answer and kept nothing of the rest: who somebody is, or where they come from, plays no part in this.
