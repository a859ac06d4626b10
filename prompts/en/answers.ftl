### How passages are served, and what is said when none fits.

# Under a passage: where it stands. reviewed = date of the entry's last review, owner = who answers for it; one name for each office.
answer-source =
    {"*"}“{ $title }”, section “{ $section }”. Last reviewed { $reviewed }; kept by { $owner ->
        [hr] human resources
        [export-control] the export control office
        [it-security] IT security
        [legal] the legal office
        [ethics-committee] the ethics committee
        [international-office] the international office
       *[knowledge-security-desk] the knowledge security desk
    }.*

# Under answer-source: the public pages the entry rests on, as links.
answer-link = Rests on: { $links }

# Under answer-source: what names exactly these words. receipt = entry#section@hash.
answer-receipt = Receipt: `{ $receipt }`

# After answer-receipt, where the operator has set desk.edit_url. link = the page's address in the forge.
answer-edit = [Edit this page](<{ $link }>)

# Above a passage whose review is overdue. due = the day it was due.
answer-overdue = (This page was due for review on { $due } and may be out of date. Please check before you rely on it.)

# Instead of a passage whose review is too long past. title = of the entry; reviewed = the day of its last review.
answer-expired = I have a page on this, “{ $title }”, but it was last reviewed on { $reviewed }. That is too long ago for me to quote it. A person who knows how things stand today: { $contact }

# After plan-offer, instead of a passage whose review is too long past. title = of the entry; reviewed = the day of its last review.
answer-expired-beside = I also have a page on this, “{ $title }”, but it was last reviewed on { $reviewed }: too long ago for me to quote it.

# Above a passage that exists in English only, while the person writes another language. Never seen in English.
answer-in-english = (This passage exists in English only.)

# Last line of an answer.
answer-person = Not what you meant? Put it in other words, or ask a person: { $contact }

# Above the titles on offer, when several entries may be meant.
unsure-which = I am not sure which of these you mean:

# Last choice under unsure-which.
unsure-none = None of these

# When no entry answers the question.
unknown = I do not know this: nothing in my pages answers it. I keep the question, without your name, so that an answer can be written. A person who can help: { $contact }

# After unsure-none.
unknown-none = Then I do not have the right page. I keep the question, without your name, so that an answer can be written. A person who can help: { $contact }

# First in the reply when someone needs a person soon: threat, fear, deadline, loss, suspected breach, or the wish itself.
person-first = A person is the right help for this, and you do not have to sort it out alone. If somebody is in danger right now, call the emergency number first. Otherwise: { $contact }

# Between person-first and a passage or choices.
person-meanwhile = Meanwhile, this may help:

# First in the reply to a concrete plan; a passage or choices may follow.
plan-offer = This sounds like a concrete plan: worth weighing what it can bring as well as what could go wrong, before anything is fixed. A person can go through it with you: { $contact }

# A wish to get round the rules, or to turn the bot.
evasion = I cannot help with a way round the rules. I can help you do it properly: often a licence, a safer form of the work or a short question beforehand is all it takes, and asking is never held against you. A person can look for the way with you: { $contact }

# Asked to judge a particular person.
about-person = I do not judge people, and I keep no files on anyone. What can be weighed is the work itself: the topic, the partner organisation, the access, the funding. If someone's conduct worries you, talk it over in confidence: { $contact }

# Outside the field, and no office in particular answers it.
outside = That lies outside what I know: my pages are about working safely with partners abroad. If your question touches such work, tell me how, or ask a person: { $contact }

# Outside the field; office = the kind of office that answers it, from knowledge-base/recognise/outside.yaml.
outside-office = I do not know this: it is a question for { $office }. My pages are about working safely with partners abroad. If a partner abroad comes into it after all, tell me how, or ask a person: { $contact }

# Under a passage, where the network has no buttons: how to say whether it helped.
feedback-how = Reply or react with 👍 if this helped, with 👎 if it is not what you asked.

# Button under a passage, where the network has buttons.
feedback-helped = That helped

# Button under a passage, where the network has buttons.
feedback-missed = Not what I asked

# After somebody wrote that an answer helped. A reaction gets no reply.
feedback-thanks = Good to know. Thank you for telling me.

# After somebody said that an answer was not what they asked. feedback-others may follow.
feedback-sorry = Thank you for telling me: then this was not the right page. I keep the question, without your name, so that the answer can get better. A person who can help: { $contact }

# After feedback-sorry, above the titles of other pages.
feedback-others = Perhaps one of these is nearer:

# One line for each choice, where the network has no buttons.
choice-row = { $number }. { $label }

# Under several numbered choices. last = the highest number.
choice-how = Reply with a number from 1 to { $last }, or react with it.

# Under a single numbered choice.
choice-one = Reply with 1 to take it, or ask something else.

# A number that is not among the open choices. last = the highest number.
choice-outside = There is no such number here. Please choose from 1 to { $last }, or ask in other words.

# Almost the words of a choice; the choice follows.
choice-near = Did you mean this one?

# A follow-up that no section of the open page answers; its other headings follow as choices. title = the page.
more-sections = Under “{ $title }” I found nothing that says this in so many words. The page also has:

# "More", after all sections of a page were served; the pages it names as related follow as choices.
more-related = That was all my page has on this. These pages stand beside it:

# "More", after all sections of a page were served that names no other page.
more-none = That was all my pages have on this. A person can take it further with you: { $contact }

# "And in Sweden?" when no page of that place answers it. place = the place; contact = the institution's and that place's.
place-unknown = I have no page that answers this for this place: { $place }. I keep the question, without your name, so that an answer can be written. A person who can help: { $contact }

# After a person said where they work; alone, or above an answer. place = the place.
place-kept = I keep in mind where you work: { $place }. Pages and contact points of that place come first in this conversation. To have it forgotten, write “forget where I work”.

# After a person asked to forget where they work.
place-forgotten = It is forgotten: I no longer know where you work.
