### How passages are served, and what is said when none fits.

# Under a passage: where it stands. reviewed = date of the entry's last review, owner = who answers for it; one name for each office.
answer-source =
    {"*"}„{ $title }“, Abschnitt „{ $section }“. Zuletzt geprüft am { $reviewed }; gepflegt von { $owner ->
        [hr] der Personalabteilung
        [export-control] der Exportkontrollstelle
        [it-security] der IT-Sicherheit
        [legal] der Rechtsabteilung
        [ethics-committee] der Ethikkommission
        [international-office] dem International Office
       *[knowledge-security-desk] der Stelle für Wissenssicherheit
    }.*

# Under answer-source: the public pages the entry rests on, as links.
answer-link = Beruht auf: { $links }

# Under answer-source: what names exactly these words. receipt = entry#section@hash.
answer-receipt = Beleg: `{ $receipt }`

# After answer-receipt, where the operator has set desk.edit_url. link = the page's address in the forge.
answer-edit = [Diese Seite bearbeiten](<{ $link }>)

# Above a passage whose review is overdue. due = the day it was due.
answer-overdue = (Diese Seite hätte bis zum { $due } geprüft werden sollen und ist vielleicht veraltet. Bitte prüfen Sie sie, bevor Sie sich darauf verlassen.)

# Instead of a passage whose review is too long past. title = of the entry; reviewed = the day of its last review.
answer-expired = Ich habe dazu eine Seite, „{ $title }“, aber sie wurde zuletzt am { $reviewed } geprüft. Das ist zu lange her, um daraus zu zitieren. Ein Mensch, der den heutigen Stand kennt: { $contact }

# After plan-offer, instead of a passage whose review is too long past. title = of the entry; reviewed = the day of its last review.
answer-expired-beside = Ich habe dazu auch eine Seite, „{ $title }“, aber sie wurde zuletzt am { $reviewed } geprüft: Das ist zu lange her, um daraus zu zitieren.

# Above a passage that exists in English only, while the person writes another language. Never seen in English.
answer-in-english = (Diese Passage gibt es nur auf Englisch.)

# Last line of an answer.
answer-person = Etwas anderes gemeint? Fragen Sie mit anderen Worten oder fragen Sie einen Menschen: { $contact }

# Above the titles on offer, when several entries may be meant.
unsure-which = Ich bin nicht sicher, was davon Sie meinen:

# Last choice under unsure-which.
unsure-none = Nichts davon

# When no entry answers the question.
unknown = Das weiß ich nicht: Auf meinen Seiten steht dazu keine Antwort. Ich bewahre die Frage ohne Ihren Namen auf, damit eine Antwort geschrieben werden kann. Ein Mensch, der helfen kann: { $contact }

# After unsure-none.
unknown-none = Dann habe ich die passende Seite nicht. Ich bewahre die Frage ohne Ihren Namen auf, damit eine Antwort geschrieben werden kann. Ein Mensch, der helfen kann: { $contact }

# First in the reply when someone needs a person soon: threat, fear, deadline, loss, suspected breach, or the wish itself.
person-first = Dabei hilft Ihnen am besten ein Mensch; Sie müssen damit nicht allein zurechtkommen. Ist gerade jemand in Gefahr, wählen Sie zuerst den Notruf. Sonst: { $contact }

# Between person-first and a passage or choices.
person-meanwhile = Vielleicht hilft Ihnen bis dahin dies:

# First in the reply to a concrete plan; a passage or choices may follow.
plan-offer = Das klingt nach einem konkreten Vorhaben. Bevor etwas festgelegt ist, lohnt es sich abzuwägen, was es bringen und was schiefgehen kann. Ein Mensch kann es mit Ihnen durchgehen: { $contact }

# A wish to get round the rules, or to turn the bot.
evasion = Bei einem Weg um die Regeln herum kann ich nicht helfen. Wohl aber dabei, es richtig zu machen: Oft genügt eine Genehmigung, eine sicherere Form der Zusammenarbeit oder eine kurze Frage vorab, und Fragen wird Ihnen nie zur Last gelegt. Ein Mensch sucht den Weg mit Ihnen: { $contact }

# Asked to judge a particular person.
about-person = Über Menschen urteile ich nicht, und ich führe über niemanden Buch. Abwägen lässt sich die Arbeit selbst: das Thema, die Partnereinrichtung, der Zugang, das Geld. Wenn Ihnen das Verhalten von jemandem Sorgen macht, sprechen Sie vertraulich darüber: { $contact }

# Outside the field, and no office in particular answers it.
outside = Das liegt außerhalb dessen, was ich weiß: Meine Seiten handeln davon, wie man sicher mit Partnern im Ausland arbeitet. Wenn Ihre Frage das berührt, sagen Sie mir, wie, oder fragen Sie einen Menschen: { $contact }

# Outside the field; office = the kind of office that answers it, from knowledge-base/recognise/outside.yaml.
outside-office = Das weiß ich nicht: Dafür zuständig ist { $office }. Meine Seiten handeln davon, wie man sicher mit Partnern im Ausland arbeitet. Wenn doch ein Partner im Ausland im Spiel ist, sagen Sie mir, wie, oder fragen Sie einen Menschen: { $contact }

# Under a passage, where the network has no buttons: how to say whether it helped.
feedback-how = Antworten oder reagieren Sie mit 👍, wenn das geholfen hat, mit 👎, wenn Sie etwas anderes gefragt haben.

# Button under a passage, where the network has buttons.
feedback-helped = Das hat geholfen

# Button under a passage, where the network has buttons.
feedback-missed = Nicht meine Frage

# After somebody wrote that an answer helped. A reaction gets no reply.
feedback-thanks = Gut zu wissen. Danke, dass Sie es mir sagen.

# After somebody said that an answer was not what they asked. feedback-others may follow.
feedback-sorry = Danke, dass Sie es mir sagen: Dann war das nicht die richtige Seite. Ich bewahre die Frage ohne Ihren Namen auf, damit die Antwort besser werden kann. Ein Mensch, der helfen kann: { $contact }

# After feedback-sorry, above the titles of other pages.
feedback-others = Vielleicht kommt eine von diesen Seiten näher:

# One line for each choice, where the network has no buttons.
choice-row = { $number }. { $label }

# Under several numbered choices. last = the highest number.
choice-how = Antworten Sie mit einer Zahl von 1 bis { $last }, oder reagieren Sie damit.

# Under a single numbered choice.
choice-one = Antworten Sie mit 1, wenn das gemeint ist, oder fragen Sie etwas anderes.

# A number that is not among the open choices. last = the highest number.
choice-outside = Diese Zahl steht hier nicht zur Wahl. Bitte wählen Sie von 1 bis { $last }, oder fragen Sie mit anderen Worten.

# Almost the words of a choice; the choice follows.
choice-near = Meinten Sie das?

# A follow-up that no section of the open page answers; its other headings follow as choices. title = the page.
more-sections = Unter „{ $title }“ habe ich nichts gefunden, das dies ausdrücklich sagt. Auf der Seite steht außerdem:

# "More", after all sections of a page were served; the pages it names as related follow as choices.
more-related = Das war alles, was meine Seite dazu hat. Diese Seiten stehen daneben:

# "More", after all sections of a page were served that names no other page.
more-none = Das war alles, was meine Seiten dazu haben. Ein Mensch kann es mit Ihnen weiterverfolgen: { $contact }

# "And in Sweden?" when no page of that place answers it. place = the place; contact = the institution's and that place's.
place-unknown = Ich habe keine Seite, die dies für diesen Ort beantwortet: { $place }. Ich bewahre die Frage ohne Ihren Namen auf, damit eine Antwort geschrieben werden kann. Ein Mensch, der helfen kann: { $contact }

# After a person said where they work; alone, or above an answer. place = the place.
place-kept = Ich merke mir, wo Sie arbeiten: { $place }. Seiten und Anlaufstellen von dort kommen in diesem Gespräch zuerst. Soll ich es vergessen, schreiben Sie „vergessen Sie, wo ich arbeite“.

# After a person asked to forget where they work.
place-forgotten = Es ist vergessen: Ich weiß nicht mehr, wo Sie arbeiten.
