### The screening: a plan weighed together, one question at a time. The questions themselves stand in
### knowledge-base/questionnaires/.

# Choice after a question that describes a plan.
screen-offer = Dieses Vorhaben gemeinsam abwägen, etwa fünf Minuten

# When a screening is asked for and there is none in this desk's content.
screen-none = Ein Vorhaben abwägen kann ich hier noch nicht. Ein Mensch kann es mit Ihnen durchgehen: { $contact }

# In a room with others, when a screening is asked for.
screen-moved = Ein Vorhaben wägen wir besser zu zweit ab, darum schreibe ich Ihnen direkt. Kommt nichts an, erlauben Sie bitte Direktnachrichten von mir und fragen Sie noch einmal.

# First direct message, when a screening was asked for in a room with others. command = what to type.
screen-here = Dieses Gespräch führen nur Sie und ich. Schreiben Sie `{ $command }`, und es geht los.

# Under the first words of a screening. What can be said at any time.
screen-asides = Sie können jederzeit schreiben: `zurück`, `warum`, `übersicht`, `ändern 4`, `pause`, `mensch`, `stop` oder `löschen`. Bitte nennen Sie Rollen statt Namen: „der Gast“, „die Projektleitung“.

# Choice: agrees to begin without names.
screen-agree = Ich nenne keine Namen, es kann losgehen

# Choice: does not begin.
screen-decline = Jetzt nicht

# After screen-decline. command = what to type.
screen-declined = Gut. Schreiben Sie `{ $command }`, wann immer Sie möchten.

# Before the first question, where the desk does not know.
screen-country = In welchem Land hat Ihre Einrichtung ihren Sitz? Dann weiß ich, welche Regeln und Anlaufstellen ich nennen soll.

# Choice under screen-country, after the countries.
screen-country-eu = Ein anderes Land der Europäischen Union

# Last choice under screen-country.
screen-country-other = Anderswo

# Before the first question.
screen-pressing = Gibt es etwas Dringendes?

# Choice under screen-pressing.
screen-pressing-nothing = Nein, nichts

# Choice under screen-pressing.
screen-pressing-deadline = Unterschrift oder Frist in den nächsten fünf Arbeitstagen

# Choice under screen-pressing.
screen-pressing-done = Etwas ist schon gesendet oder unterschrieben

# Choice under screen-pressing.
screen-pressing-unsafe = Jemand fühlt sich nicht sicher

# After screen-pressing-done: a person can help at once.
screen-done-first = Dann sollte es sich noch heute ein Mensch mit Ihnen ansehen. Bitte senden und unterschreiben Sie bis dahin nichts mehr, und lassen Sie alles, wie es ist: Löschen Sie bitte nichts. Dass Sie es früh sagen, spricht für Sie. { $contact }

# After screen-pressing-unsafe: a person can help at once.
screen-unsafe-first = Danke, dass Sie das sagen. Sicherheit ist wichtiger als jedes Vorhaben. Ist gerade jemand in Gefahr, wählen Sie den Notruf. Sonst können Sie hier vertraulich mit einem Menschen sprechen: { $contact }

# After screen-done-first and screen-unsafe-first, above the first question.
screen-go-on = Wenn Sie möchten, können wir hier inzwischen weitermachen.

# Above each question. number = of this question; total = how many there are going to be, about.
screen-progress = { $number } von etwa { $total }

# The answer that every question takes.
screen-unknown = Das weiß ich nicht

# Under a question where the network has no buttons. last = the highest number.
screen-how = Antworten Sie mit einer Zahl von 1 bis { $last }, oder mit 0, wenn Sie es nicht wissen. Eigene Worte gehen auch.

# Under a question that takes several answers, where the network has no buttons. last = the highest number; most = how many at the most.
screen-how-many = Antworten Sie mit bis zu { $most } Zahlen von 1 bis { $last }, zum Beispiel „1, 3“, oder mit 0, wenn Sie es nicht wissen.

# Under a question that takes several answers, where the network has buttons.
screen-how-several = Sie können mehrere Antworten wählen, eine nach der anderen.

# Under a question that is answered in one's own words. most = characters at the most.
screen-how-text = Antworten Sie in eigenen Worten, höchstens { $most } Zeichen und ohne Namen, oder mit 0, um die Frage auszulassen.

# Choice under a question that is answered in one's own words.
screen-leave-out = Auslassen

# After the first of several answers. chosen = what was chosen so far.
screen-more = Notiert: { $chosen }. Noch etwas?

# Choice after screen-more.
screen-enough = Das ist alles

# When what was typed is no answer to the question; the question follows once more.
screen-not-understood = Ich konnte nicht erkennen, welche Antwort Sie meinen. Möchten Sie mich etwas anderes fragen, schreiben Sie zuerst `pause`.

# When what was typed is almost an answer; that answer is offered below.
screen-near = Meinen Sie diese Antwort?

# When a number was typed that is not on offer; the question follows.
screen-outside = Diese Zahl steht hier nicht zur Wahl.

# When more answers were given than the question takes. most = how many it takes.
screen-too-many = Bitte höchstens { $most } davon.

# When a text is too long. most = characters at the most; found = how many there were. Nothing of it is kept.
screen-too-long = Das waren { $found } Zeichen, und ich kann höchstens { $most } aufbewahren. Geht es etwas kürzer?

# Below the question, on "why": why it is asked, who can usually answer, and the page about it.
screen-why = { $why } Wer das meist weiß: { $whom }. Mehr dazu steht auf der Seite „{ $title }“.

# On "back", when there is nothing to go back to.
screen-back-none = Das ist der Anfang: Weiter zurück geht es nicht.

# When a change or a step back took a hard stop away.
screen-stop-gone = Der Grund, warum ich angehalten habe, besteht nicht mehr. Wir machen weiter.

# Above the answers so far. count = how many.
screen-summary = Ihre Antworten bisher ({ $count }):

# On "summary", before anything is answered.
screen-summary-none = Noch ist nichts beantwortet.

# One row of the summary. number = for "change"; question = what it is about; answer = what was answered.
screen-summary-row = { $number }. { $question }: { $answer }

# Below the rows of the summary. label = what they would come to at the moment.
screen-summary-standing = Im Moment ist das Ergebnis: { $label }. Um eine Antwort zu ändern, schreiben Sie `ändern` und die Nummer.

# An answer in the person's own words, in the summary and the report.
screen-own-words = in eigenen Worten

# On "change" with a number that there is not. last = the highest number.
screen-change-none = Eine Antwort mit dieser Nummer gibt es nicht; die Nummern gehen von 1 bis { $last }.

# Above a question that is asked again to change its answer. answer = what was answered before.
screen-change = Ihre Antwort bisher: { $answer }.

# On "pause". command = what to type here; code = for going on elsewhere, once; until = the day on which it is erased.
screen-paused = Pause. Schreiben Sie `{ $command }`, um hier weiterzumachen. Möchten Sie anderswo weitermachen, zum Beispiel in einem anderen Netz, schreiben Sie mir dort im Direktchat `{ $command } { $code }`: Der Code gilt nur einmal, behalten Sie ihn also für sich. Haben Sie bis zum { $until } nicht weitergemacht, lösche ich alles.

# When a paused screening is taken up again; the question follows.
screen-resumed = Schön, dass Sie wieder da sind. Wir machen weiter, wo wir waren.

# On "resume", when there is nothing to take up, or the code is wrong or was used before.
screen-resume-none = Ich finde keine Abwägung, die sich fortsetzen lässt: Vielleicht ist der Code falsch getippt oder schon benutzt, oder die Zeit dafür ist abgelaufen. Mit `{ $command }` beginnen Sie eine neue.

# Once, some days after a screening was paused. command = what to type; until = the day on which it is erased.
screen-reminder = Ihre Abwägung wartet noch auf Sie. Mit `{ $command }` geht es weiter. Wenn Sie sie nicht mehr brauchen, müssen Sie nichts tun: Am { $until } lösche ich sie.

# When a paused screening was erased because its time is over. command = what to type.
screen-expired = Ich habe Ihre pausierte Abwägung gelöscht, wie angekündigt. Mit `{ $command }` beginnen Sie eine neue.

# After the reply to something else that was asked in the middle of a screening. command = what to type.
screen-waits = Ihre Abwägung wartet auf Sie: Mit `{ $command }` geht es weiter.

# When a screening is asked for in the middle of one.
screen-already = Wir sind schon mittendrin und machen weiter. Um neu zu beginnen, schreiben Sie `neustart`.

# On "restart"; the first words follow.
screen-restarted = Gut, noch einmal von vorn. Ihre bisherigen Antworten sind gelöscht.

# On "stop".
screen-stopped = Beendet, und Ihre Antworten sind gelöscht. Mit `{ $command }` können Sie jederzeit neu beginnen. Lieber ein Mensch? { $contact }

# On "delete".
screen-deleted = Gelöscht: Ihre Antworten und was sich daraus ergab. Ihre Nachrichten in diesem Chat können Sie selbst löschen.

# On "human": a person takes over.
screen-human = Ein Mensch kann es sich mit Ihnen ansehen: { $contact } Sie müssen das hier nicht erst zu Ende bringen. Mit `übersicht` sehen Sie Ihre Antworten und können weitergeben, was Sie möchten; Ihre Vorgangsnummer ist { $case }.

# On "disagree": the result is disputed.
screen-disagree = Gut möglich, dass Sie recht haben: Regeln sehen nur, wonach gefragt wurde. Ein Mensch kann es sich neu ansehen und vielleicht zu einem anderen Ergebnis kommen: { $contact } Nennen Sie dabei Ihre Vorgangsnummer, { $case }.

# Choice under a result.
screen-disagree-choice = Ich sehe das anders

# Choice under a question or a result.
screen-human-choice = Mit einem Menschen sprechen

# Choice under a question.
screen-why-choice = Warum diese Frage?

# Choice under a question.
screen-back-choice = Zurück

# Choice under a question.
screen-pause-choice = Pause

# Choice under a result.
screen-summary-choice = Meine Antworten zeigen

# Choice under a result.
screen-report-choice = Den Bericht schicken

# When the questionnaire has changed since the person answered; rows may follow.
screen-renewed = Die Fragen wurden überarbeitet, seit Sie begonnen haben. Ihre Antworten bleiben erhalten.

# After screen-renewed: a question that was worded anew. question = what it is about; answer = what was answered.
screen-renewed-reworded = Neu formuliert: { $question }. Ihre Antwort war: { $answer }

# After screen-renewed: so many answers are no longer asked for.
screen-renewed-gone = Nicht mehr gefragt und darum weggelassen: { $count }

# After screen-renewed: the outcome moves.
screen-renewed-moves = Mit denselben Antworten lautet das Ergebnis jetzt „{ $is }“ statt „{ $was }“.

# After screen-renewed: the outcome stays.
screen-renewed-stays = Das Ergebnis Ihrer Antworten bleibt gleich.

# Choice after screen-renewed.
screen-renewed-keep = Meine Antworten behalten und weitermachen

# Choice after screen-renewed.
screen-renewed-again = Die geänderten Fragen noch einmal stellen

# When a choice of a screening is taken that is over.
screen-over = Diese Abwägung ist schon abgeschlossen. Mit `{ $command }` beginnen Sie eine neue.

# The report's message; the files hang on it.
screen-report = Hier ist Ihr Bericht: als Seite zum Lesen oder Ausdrucken und als Daten, die eine andere Stelle einlesen kann.

# After a free text that was refused.
screen-again = Können Sie es anders formulieren?

# The command's name where the network offers it itself: one word in small letters.
command-screen-name = abwägen

# The command's description in the help.
command-screen = ein Vorhaben mit mir abwägen: was es bringen und was schiefgehen kann

# The command's name where the network offers it itself: one word in small letters.
command-resume-name = fortsetzen

# The command's description in the help.
command-resume = eine pausierte Abwägung fortsetzen, auch aus einem anderen Netz

# The argument of `resume` as the help shows it.
command-resume-usage = [Code]

# The name of the blank behind `resume`: one word in small letters.
command-resume-option = code

# What belongs in that blank.
command-resume-option-about = Der Code, den Sie beim Pausieren bekommen haben; nur nötig, wenn Sie anderswo weitermachen

# Instead of keeping an answer in somebody's own words that seems to name a person.
screen-guard-name = Das habe ich nicht aufbewahrt: Es nennt vielleicht jemanden beim Namen, und eine Rolle genügt hier. Möchten Sie es noch einmal schreiben, mit „der Gast“ oder „die Projektleitung“ statt des Namens?

# The same, for an e-mail address, a phone number, or a link to a personal page.
screen-guard-contact = Das habe ich nicht aufbewahrt: Es sieht nach einer Adresse, einer Nummer oder einer persönlichen Seite aus. Eine Rolle genügt hier, etwa „der Gast“ oder „unser Kontakt beim Partner“. Möchten Sie es noch einmal so schreiben?

# The same, for what looks like a CV.
screen-guard-cv = Das habe ich nicht aufbewahrt: Es sieht nach einem Lebenslauf aus, und hier geht es um ein Vorhaben, nicht um einen Menschen. Ein Satz genügt: woran der Gast oder das Team arbeiten würde und wozu sie Zugang hätten.

# The same, for a number or date that identifies a person: passport, citizen's or student number, birthday, ORCID.
screen-guard-identity = Das habe ich nicht aufbewahrt: Es enthält vielleicht eine Nummer oder ein Datum, woran jemand zu erkennen ist. Das ist hier nicht nötig. Möchten Sie es noch einmal mit einer Rolle schreiben, etwa „der Gast“ oder „die Bewerberin“?

# The same, for words that say where a person comes from. The answer itself counts as before.
screen-guard-nationality = Das habe ich nicht aufbewahrt: Woher ein Mensch kommt, zählt in dieser Abwägung nicht und ändert nichts daran. Möchten Sie es noch einmal mit einer Rolle schreiben, etwa „der Gast“? Wo eine Einrichtung ihren Sitz hat, dürfen Sie nennen.

# Above the next question, when words beside an answer told of a person. The answer counts.
screen-guard-beside = Ihre Antwort habe ich notiert, den Rest nicht aufbewahrt: Wer jemand ist oder woher jemand kommt, spielt hier keine Rolle.
