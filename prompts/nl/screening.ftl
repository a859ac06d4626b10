### The screening: a plan weighed together, one question at a time. The questions themselves stand in
### knowledge-base/questionnaires/.

# Choice after a question that describes a plan.
screen-offer = Dit plan samen afwegen, ongeveer vijf minuten

# When a screening is asked for and there is none in this desk's content.
screen-none = Een plan afwegen kan ik hier nog niet. Een mens kan het met u doornemen: { $contact }

# In a room with others, when a screening is asked for.
screen-moved = Een plan afwegen doen we liever onder vier ogen, dus ik schrijf u rechtstreeks. Komt er niets aan, sta dan directe berichten van mij toe en vraag het nog een keer.

# First direct message, when a screening was asked for in a room with others. command = what to type.
screen-here = Dit gesprek is alleen tussen u en mij. Typ `{ $command }` en we beginnen.

# Under the first words of a screening. What can be said at any time.
screen-asides = U kunt op elk moment typen: `terug`, `waarom`, `samenvatting`, `wijzig 4`, `pauze`, `mens`, `stop` of `verwijder`. Noem alstublieft rollen, geen namen: “de gast”, “de projectleider”.

# Choice: agrees to begin without names.
screen-agree = Ik noem geen namen, we kunnen beginnen

# Choice: does not begin.
screen-decline = Nu niet

# After screen-decline. command = what to type.
screen-declined = Prima. Typ `{ $command }` wanneer het u uitkomt.

# Before the first question, where the desk does not know.
screen-country = In welk land is uw instelling gevestigd? Dan weet ik welke regels en contactpunten ik moet noemen.

# Choice under screen-country, after the countries.
screen-country-eu = Een ander land van de Europese Unie

# Last choice under screen-country.
screen-country-other = Ergens anders

# Before the first question.
screen-pressing = Speelt er iets dringends?

# Choice under screen-pressing.
screen-pressing-nothing = Nee, niets

# Choice under screen-pressing.
screen-pressing-deadline = Een handtekening of deadline binnen vijf werkdagen

# Choice under screen-pressing.
screen-pressing-done = Er is al iets verstuurd of ondertekend

# Choice under screen-pressing.
screen-pressing-unsafe = Iemand voelt zich onveilig

# After screen-pressing-done: a person can help at once.
screen-done-first = Dan is het goed als er vandaag nog een mens met u naar kijkt. Verstuur of onderteken tot die tijd niets meer en laat alles zoals het is: wis vooral niets. Dat u het vroeg vertelt, pleit voor u. { $contact }

# After screen-pressing-unsafe: a person can help at once.
screen-unsafe-first = Goed dat u het zegt. Veiligheid gaat vóór elk plan. Is iemand nu in gevaar, bel dan het alarmnummer. Anders is er een mens met wie u in vertrouwen kunt praten: { $contact }

# After screen-done-first and screen-unsafe-first, above the first question.
screen-go-on = Als u wilt, kunnen we hier intussen verder.

# Above each question. number = of this question; total = how many there are going to be, about.
screen-progress = { $number } van ongeveer { $total }

# The answer that every question takes.
screen-unknown = Dat weet ik niet

# Under a question where the network has no buttons. last = the highest number.
screen-how = Antwoord met een nummer van 1 tot { $last }, of met 0 als u het niet weet. In uw eigen woorden mag ook.

# Under a question that takes several answers, where the network has no buttons. last = the highest number; most = how many at the most.
screen-how-many = Antwoord met hooguit { $most } nummers van 1 tot { $last }, bijvoorbeeld “1, 3”, of met 0 als u het niet weet.

# Under a question that takes several answers, where the network has buttons.
screen-how-several = U kunt er meer dan één kiezen, na elkaar.

# Under a question that is answered in one's own words. most = characters at the most.
screen-how-text = Antwoord in uw eigen woorden, hooguit { $most } tekens en zonder namen, of met 0 om dit over te slaan.

# Choice under a question that is answered in one's own words.
screen-leave-out = Overslaan

# After the first of several answers. chosen = what was chosen so far.
screen-more = Genoteerd: { $chosen }. Nog iets?

# Choice after screen-more.
screen-enough = Dat is alles

# When what was typed is no answer to the question; the question follows once more.
screen-not-understood = Ik kon niet opmaken welk antwoord u bedoelt. Wilt u mij iets anders vragen, typ dan eerst `pauze`.

# When what was typed is almost an answer; that answer is offered below.
screen-near = Bedoelt u dit antwoord?

# When a number was typed that is not on offer; the question follows.
screen-outside = Dat nummer staat er niet bij.

# When more answers were given than the question takes. most = how many it takes.
screen-too-many = Kies er alstublieft hooguit { $most }.

# When a text is too long. most = characters at the most; found = how many there were. Nothing of it is kept.
screen-too-long = Dat waren { $found } tekens, en ik kan er hooguit { $most } bewaren. Kan het iets korter?

# Below the question, on "why": why it is asked, who can usually answer, and the page about it.
screen-why = { $why } Wie dit meestal weet: { $whom }. Meer staat op de pagina “{ $title }”.

# On "back", when there is nothing to go back to.
screen-back-none = Dit is het begin: verder terug kan niet.

# When a change or a step back took a hard stop away.
screen-stop-gone = De reden waarom ik stopte, geldt niet meer. We gaan verder.

# Above the answers so far. count = how many.
screen-summary = Uw antwoorden tot nu toe ({ $count }):

# On "summary", before anything is answered.
screen-summary-none = Er is nog niets beantwoord.

# One row of the summary. number = for "change"; question = what it is about; answer = what was answered.
screen-summary-row = { $number }. { $question }: { $answer }

# Below the rows of the summary. label = what they would come to at the moment.
screen-summary-standing = Op dit moment is de uitkomst: { $label }. Wilt u een antwoord wijzigen, typ dan `wijzig` en het nummer.

# An answer in the person's own words, in the summary and the report.
screen-own-words = in uw eigen woorden

# On "change" with a number that there is not. last = the highest number.
screen-change-none = Er is geen antwoord met dat nummer; ze lopen van 1 tot { $last }.

# Above a question that is asked again to change its answer. answer = what was answered before.
screen-change = Uw antwoord tot nu toe: { $answer }.

# On "pause". command = what to type here; code = for going on elsewhere, once; until = the day on which it is erased.
screen-paused = Gepauzeerd. Typ `{ $command }` om hier verder te gaan. Wilt u ergens anders verder, bijvoorbeeld op een ander netwerk, typ dan daar in een privéchat met mij `{ $command } { $code }`: de code werkt één keer, dus houd die voor uzelf. Bent u op { $until } nog niet verdergegaan, dan wis ik alles.

# When a paused screening is taken up again; the question follows.
screen-resumed = Fijn dat u er weer bent. We gaan verder waar we gebleven waren.

# On "resume", when there is nothing to take up, or the code is wrong or was used before.
screen-resume-none = Ik vind geen afweging om mee verder te gaan: misschien is de code verkeerd getypt of al gebruikt, of is de tijd ervoor om. Typ `{ $command }` om een nieuwe te beginnen.

# Once, some days after a screening was paused. command = what to type; until = the day on which it is erased.
screen-reminder = Uw afweging wacht nog op u. Typ `{ $command }` om verder te gaan. Hebt u die niet meer nodig, dan hoeft u niets te doen: op { $until } wis ik alles.

# When a paused screening was erased because its time is over. command = what to type.
screen-expired = Ik heb uw gepauzeerde afweging gewist, zoals ik had gezegd. Typ `{ $command }` om een nieuwe te beginnen.

# After the reply to something else that was asked in the middle of a screening. command = what to type.
screen-waits = Uw afweging wacht op u: typ `{ $command }` om verder te gaan.

# When a screening is asked for in the middle of one.
screen-already = We zijn er al mee bezig en gaan gewoon verder. Wilt u van voren af aan beginnen, typ dan `opnieuw`.

# On "restart"; the first words follow.
screen-restarted = Goed, vanaf het begin. Wat u eerder hebt geantwoord, is gewist.

# On "stop".
screen-stopped = Gestopt, en uw antwoorden zijn gewist. Met `{ $command }` kunt u altijd opnieuw beginnen. Liever een mens? { $contact }

# On "delete".
screen-deleted = Gewist: uw antwoorden en wat eruit kwam. Uw berichten in deze chat kunt u zelf verwijderen.

# On "human": a person takes over.
screen-human = Een mens kan er met u naar kijken: { $contact } U hoeft dit niet eerst af te maken. Typ `samenvatting` om uw antwoorden te zien en door te geven wat u wilt; uw zaaknummer is { $case }.

# On "disagree": the result is disputed.
screen-disagree = U kunt best gelijk hebben: regels zien alleen waarnaar is gevraagd. Een mens kan er opnieuw naar kijken en misschien tot iets anders komen: { $contact } Noem daarbij uw zaaknummer, { $case }.

# Choice under a result.
screen-disagree-choice = Ik zie het anders

# Choice under a question or a result.
screen-human-choice = Een mens spreken

# Choice under a question.
screen-why-choice = Waarom deze vraag?

# Choice under a question.
screen-back-choice = Terug

# Choice under a question.
screen-pause-choice = Pauze

# Choice under a result.
screen-summary-choice = Toon mijn antwoorden

# Choice under a result.
screen-report-choice = Stuur mij het verslag

# When the questionnaire has changed since the person answered; rows may follow.
screen-renewed = De vragen zijn herzien sinds u begon. Uw antwoorden blijven staan.

# After screen-renewed: a question that was worded anew. question = what it is about; answer = what was answered.
screen-renewed-reworded = Nieuw verwoord: { $question }. U antwoordde: { $answer }

# After screen-renewed: so many answers are no longer asked for.
screen-renewed-gone = Niet meer gevraagd en dus weggelaten: { $count }

# After screen-renewed: the outcome moves.
screen-renewed-moves = Met dezelfde antwoorden is de uitkomst nu “{ $is }” in plaats van “{ $was }”.

# After screen-renewed: the outcome stays.
screen-renewed-stays = De uitkomst van uw antwoorden blijft gelijk.

# Choice after screen-renewed.
screen-renewed-keep = Mijn antwoorden behouden en verdergaan

# Choice after screen-renewed.
screen-renewed-again = Stel mij de gewijzigde vragen opnieuw

# When a choice of a screening is taken that is over.
screen-over = Die afweging is al afgesloten. Typ `{ $command }` om een nieuwe te beginnen.

# The report's message; the files hang on it.
screen-report = Hier is uw verslag: als pagina om te lezen of af te drukken, en als gegevens die een ander loket kan inlezen.

# After a free text that was refused.
screen-again = Kunt u het anders verwoorden?

# The command's name where the network offers it itself: one word in small letters.
command-screen-name = afwegen

# The command's description in the help.
command-screen = een plan met mij afwegen: wat het kan opleveren en wat er mis kan gaan

# The command's name where the network offers it itself: one word in small letters.
command-resume-name = hervat

# The command's description in the help.
command-resume = verdergaan met een gepauzeerde afweging, ook vanaf een ander netwerk

# The argument of `resume` as the help shows it.
command-resume-usage = [code]

# The name of the blank behind `resume`: one word in small letters.
command-resume-option = code

# What belongs in that blank.
command-resume-option-about = De code die u bij het pauzeren kreeg; alleen nodig als u ergens anders verdergaat

# Instead of keeping an answer in somebody's own words that seems to name a person.
screen-guard-name = Dit heb ik niet bewaard: er staat misschien iemands naam in, en een rol is hier genoeg. Wilt u het nog eens schrijven met “de gast” of “de projectleider” in plaats van de naam?

# The same, for an e-mail address, a phone number, or a link to a personal page.
screen-guard-contact = Dit heb ik niet bewaard: het lijkt op iemands adres, nummer of persoonlijke pagina. Een rol is hier genoeg, zoals “de gast” of “ons aanspreekpunt bij de partner”. Wilt u het nog eens zo schrijven?

# The same, for what looks like a CV.
screen-guard-cv = Dit heb ik niet bewaard: het lijkt op een cv, en het gaat hier om een plan, niet om een persoon. Eén zin is genoeg: waaraan de gast of het team zou werken en waartoe zij toegang zouden krijgen.

# The same, for a number or date that identifies a person: passport, citizen's or student number, birthday, ORCID.
screen-guard-identity = Dit heb ik niet bewaard: er staat misschien een nummer of datum in waaraan iemand te herkennen is. Die is hier niet nodig. Wilt u het nog eens schrijven met een rol, zoals “de gast” of “de kandidaat”?

# The same, for words that say where a person comes from. The answer itself counts as before.
screen-guard-nationality = Dit heb ik niet bewaard: waar iemand vandaan komt, doet er in deze afweging niet toe en verandert er niets aan. Wilt u het nog eens schrijven met een rol, zoals “de gast”? Waar een organisatie gevestigd is, mag u wel noemen.

# Above the next question, when words beside an answer told of a person. The answer counts.
screen-guard-beside = Uw antwoord heb ik genoteerd; de rest heb ik niet bewaard: wie iemand is of waar iemand vandaan komt, speelt hier geen rol.
