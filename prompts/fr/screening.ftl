### The screening: a plan weighed together, one question at a time. The questions themselves stand in
### knowledge-base/questionnaires/.

# Choice after a question that describes a plan.
screen-offer = Examiner ce projet ensemble, environ cinq minutes

# When a screening is asked for and there is none in this desk's content.
screen-none = Je ne peux pas encore examiner un projet avec vous ici. Une personne peut le parcourir avec vous : { $contact }

# In a room with others, when a screening is asked for.
screen-moved = Un projet s'examine plutôt en tête-à-tête : je vous écris donc directement. Si rien n'arrive, autorisez mes messages privés et redemandez-le-moi.

# First direct message, when a screening was asked for in a room with others. command = what to type.
screen-here = Ici, il n'y a que vous et moi. Tapez `{ $command }`, et nous commençons.

# Under the first words of a screening. What can be said at any time.
screen-asides = À tout moment, vous pouvez taper : `retour`, `pourquoi`, `récapitulatif`, `modifier 4`, `pause`, `humain`, `stop` ou `effacer`. Merci d'indiquer des rôles plutôt que des noms : « l'invité », « le responsable du projet ».

# Choice: agrees to begin without names.
screen-agree = Je ne nomme personne, nous pouvons commencer

# Choice: does not begin.
screen-decline = Pas maintenant

# After screen-decline. command = what to type.
screen-declined = Entendu. Tapez `{ $command }` quand vous voudrez.

# Before the first question, where the desk does not know.
screen-country = Dans quel pays se trouve votre établissement ? Je saurai ainsi quelles règles et quels points de contact vous indiquer.

# Choice under screen-country, after the countries.
screen-country-eu = Un autre pays de l'Union européenne

# Last choice under screen-country.
screen-country-other = Ailleurs

# Before the first question.
screen-pressing = Y a-t-il quelque chose d'urgent ?

# Choice under screen-pressing.
screen-pressing-nothing = Non, rien

# Choice under screen-pressing.
screen-pressing-deadline = Une signature ou une échéance dans les cinq jours ouvrés

# Choice under screen-pressing.
screen-pressing-done = Quelque chose a déjà été envoyé ou signé

# Choice under screen-pressing.
screen-pressing-unsafe = Quelqu'un ne se sent pas en sécurité

# After screen-pressing-done: a person can help at once.
screen-done-first = Alors, mieux vaut qu'une personne l'examine avec vous aujourd'hui même. D'ici là, n'envoyez et ne signez plus rien, et gardez tout tel quel : n'effacez rien. Le dire tôt joue en votre faveur. { $contact }

# After screen-pressing-unsafe: a person can help at once.
screen-unsafe-first = Merci de l'avoir dit. La sécurité passe avant tout projet. Si quelqu'un est en danger en ce moment, appelez le numéro d'urgence. Sinon, voici une personne à qui parler en toute confidentialité : { $contact }

# After screen-done-first and screen-unsafe-first, above the first question.
screen-go-on = Si vous le souhaitez, nous pouvons continuer ici en attendant.

# Above each question. number = of this question; total = how many there are going to be, about.
screen-progress = { $number } sur { $total } environ

# The answer that every question takes.
screen-unknown = Je ne sais pas

# Under a question where the network has no buttons. last = the highest number.
screen-how = Répondez par un numéro de 1 à { $last }, ou par 0 si vous ne savez pas. Vos propres mots conviennent aussi.

# Under a question that takes several answers, where the network has no buttons. last = the highest number; most = how many at the most.
screen-how-many = Répondez par { $most } numéros au plus, de 1 à { $last }, par exemple « 1, 3 », ou par 0 si vous ne savez pas.

# Under a question that takes several answers, where the network has buttons.
screen-how-several = Vous pouvez choisir plusieurs réponses, l'une après l'autre.

# Under a question that is answered in one's own words. most = characters at the most.
screen-how-text = Répondez avec vos propres mots, en { $most } caractères au plus et sans noms, ou par 0 pour passer.

# Choice under a question that is answered in one's own words.
screen-leave-out = Passer

# After the first of several answers. chosen = what was chosen so far.
screen-more = C'est noté : { $chosen }. Autre chose ?

# Choice after screen-more.
screen-enough = C'est tout

# When what was typed is no answer to the question; the question follows once more.
screen-not-understood = Je n'ai pas compris de quelle réponse il s'agit. Pour me demander autre chose, tapez d'abord `pause`.

# When what was typed is almost an answer; that answer is offered below.
screen-near = Est-ce bien cette réponse ?

# When a number was typed that is not on offer; the question follows.
screen-outside = Ce numéro n'est pas dans la liste.

# When more answers were given than the question takes. most = how many it takes.
screen-too-many = { $most } au plus, s'il vous plaît.

# When a text is too long. most = characters at the most; found = how many there were. Nothing of it is kept.
screen-too-long = Cela fait { $found } caractères, et je peux en garder { $most } au plus. Pourriez-vous raccourcir un peu ?

# Below the question, on "why": why it is asked, who can usually answer, and the page about it.
screen-why = { $why } Qui peut en général y répondre : { $whom }. Plus de détails à la page « { $title } ».

# On "back", when there is nothing to go back to.
screen-back-none = C'est le début : impossible de revenir plus loin en arrière.

# When a change or a step back took a hard stop away.
screen-stop-gone = La raison pour laquelle je m'étais arrêté n'existe plus. Poursuivons.

# Above the answers so far. count = how many.
screen-summary = Vos réponses jusqu'ici ({ $count }) :

# On "summary", before anything is answered.
screen-summary-none = Il n'y a pas encore de réponse.

# One row of the summary. number = for "change"; question = what it is about; answer = what was answered.
screen-summary-row = { $number }. { $question } : { $answer }

# Below the rows of the summary. label = what they would come to at the moment.
screen-summary-standing = Pour l'instant, le résultat est : { $label }. Pour changer une réponse, tapez `modifier` et son numéro.

# An answer in the person's own words, in the summary and the report.
screen-own-words = avec vos propres mots

# On "change" with a number that there is not. last = the highest number.
screen-change-none = Aucune réponse ne porte ce numéro ; les numéros vont de 1 à { $last }.

# Above a question that is asked again to change its answer. answer = what was answered before.
screen-change = Votre réponse jusqu'ici : { $answer }.

# On "pause". command = what to type here; code = for going on elsewhere, once; until = the day on which it is erased.
screen-paused = C'est en pause. Tapez `{ $command }` pour reprendre ici. Pour reprendre ailleurs, sur un autre réseau par exemple, écrivez-moi là-bas, en conversation privée, `{ $command } { $code }` : ce code ne sert qu'une fois, gardez-le pour vous. Si vous n'avez pas repris d'ici le { $until }, j'efface tout.

# When a paused screening is taken up again; the question follows.
screen-resumed = Ravi de vous retrouver. Nous reprenons là où nous en étions.

# On "resume", when there is nothing to take up, or the code is wrong or was used before.
screen-resume-none = Je ne trouve pas de questionnaire à reprendre : le code est peut-être mal saisi ou a déjà servi, ou le délai est passé. Tapez `{ $command }` pour en commencer un nouveau.

# Once, some days after a screening was paused. command = what to type; until = the day on which it is erased.
screen-reminder = Votre questionnaire vous attend toujours. Tapez `{ $command }` pour le reprendre ; si vous n'en avez plus besoin, ne faites rien : je l'effacerai le { $until }.

# When a paused screening was erased because its time is over. command = what to type.
screen-expired = J'ai effacé votre questionnaire en pause, comme annoncé. Tapez `{ $command }` pour en commencer un nouveau.

# After the reply to something else that was asked in the middle of a screening. command = what to type.
screen-waits = Votre questionnaire vous attend : tapez `{ $command }` pour le reprendre.

# When a screening is asked for in the middle of one.
screen-already = Nous y sommes déjà, poursuivons. Pour repartir de zéro, tapez `recommencer`.

# On "restart"; the first words follow.
screen-restarted = Entendu, nous repartons du début. Vos réponses précédentes sont effacées.

# On "stop".
screen-stopped = C'est arrêté, et vos réponses sont effacées. Tapez `{ $command }` pour recommencer quand vous voudrez. Pour parler à une personne : { $contact }

# On "delete".
screen-deleted = C'est effacé : vos réponses, et leur résultat. Vous pouvez supprimer vous-même vos messages dans cette conversation.

# On "human": a person takes over.
screen-human = Une personne peut l'examiner avec vous : { $contact } Vous n'avez pas besoin de terminer d'abord. Tapez `récapitulatif` pour voir vos réponses et en transmettre ce que vous voulez ; votre numéro de dossier est { $case }.

# On "disagree": the result is disputed.
screen-disagree = Vous avez peut-être raison : des règles ne voient que ce qui a été demandé. Une personne peut l'examiner à nouveau et arriver à un autre résultat : { $contact } Indiquez votre numéro de dossier, { $case }.

# Choice under a result.
screen-disagree-choice = Je vois les choses autrement

# Choice under a question or a result.
screen-human-choice = Parler à une personne

# Choice under a question.
screen-why-choice = Pourquoi cette question ?

# Choice under a question.
screen-back-choice = Retour

# Choice under a question.
screen-pause-choice = Pause

# Choice under a result.
screen-summary-choice = Voir mes réponses

# Choice under a result.
screen-report-choice = M'envoyer le rapport

# When the questionnaire has changed since the person answered; rows may follow.
screen-renewed = Les questions ont été revues depuis que vous avez commencé. Vos réponses sont conservées.

# After screen-renewed: a question that was worded anew. question = what it is about; answer = what was answered.
screen-renewed-reworded = Nouvelle formulation : { $question }. Vous aviez répondu : { $answer }

# After screen-renewed: so many answers are no longer asked for.
screen-renewed-gone = Questions qui ne se posent plus, donc laissées de côté : { $count }

# After screen-renewed: the outcome moves.
screen-renewed-moves = Avec les mêmes réponses, le résultat est maintenant « { $is } » au lieu de « { $was } ».

# After screen-renewed: the outcome stays.
screen-renewed-stays = Le résultat de vos réponses reste le même.

# Choice after screen-renewed.
screen-renewed-keep = Garder mes réponses et continuer

# Choice after screen-renewed.
screen-renewed-again = Me reposer les questions modifiées

# When a choice of a screening is taken that is over.
screen-over = Ce questionnaire est terminé. Tapez `{ $command }` pour en commencer un nouveau.

# The report's message; the files hang on it.
screen-report = Voici votre rapport : une page à lire ou à imprimer, et des données qu'un autre guichet peut lire.

# After a free text that was refused.
screen-again = Pourriez-vous le dire autrement ?

# The command's name where the network offers it itself: one word in small letters.
command-screen-name = examiner

# The command's description in the help.
command-screen = examiner un projet avec moi : ce qu'il peut apporter et ce qui pourrait mal tourner

# The command's name where the network offers it itself: one word in small letters.
command-resume-name = reprendre

# The command's description in the help.
command-resume = reprendre un questionnaire mis en pause, même depuis un autre réseau

# The argument of `resume` as the help shows it.
command-resume-usage = [code]

# The name of the blank behind `resume`: one word in small letters.
command-resume-option = code

# What belongs in that blank.
command-resume-option-about = Le code reçu lors de la mise en pause ; nécessaire seulement pour reprendre ailleurs

# Instead of keeping an answer in somebody's own words that seems to name a person.
screen-guard-name = Je n'ai pas conservé ce texte : il nomme peut-être quelqu'un, et un rôle suffit ici. Pourriez-vous l'écrire à nouveau avec « l'invité » ou « la personne qui dirige le projet » à la place du nom ?

# The same, for an e-mail address, a phone number, or a link to a personal page.
screen-guard-contact = Je n'ai pas conservé ce texte : on dirait une adresse, un numéro ou une page personnelle. Un rôle suffit ici, par exemple « l'invité » ou « notre contact chez le partenaire ». Pourriez-vous l'écrire à nouveau ainsi ?

# The same, for what looks like a CV.
screen-guard-cv = Je n'ai pas conservé ce texte : on dirait un CV, et il s'agit ici d'un projet, pas d'une personne. Une phrase suffit : sur quoi l'invité ou l'équipe travaillerait, et à quoi ils auraient accès.

# The same, for a number or date that identifies a person: passport, citizen's or student number, birthday, ORCID.
screen-guard-identity = Je n'ai pas conservé ce texte : il contient peut-être un numéro ou une date qui identifie quelqu'un. Ce n'est pas nécessaire ici. Pourriez-vous l'écrire à nouveau avec un rôle, par exemple « l'invité » ou « la candidate » ?

# The same, for words that say where a person comes from. The answer itself counts as before.
screen-guard-nationality = Je n'ai pas conservé ce texte : le pays d'où vient une personne ne compte pas dans ce questionnaire et n'y change rien. Pourriez-vous l'écrire à nouveau avec un rôle, par exemple « l'invité » ? Vous pouvez dire où une organisation est établie.

# Above the next question, when words beside an answer told of a person. The answer counts.
screen-guard-beside = J'ai noté votre réponse et je n'ai rien gardé du reste : qui est une personne ou d'où elle vient ne joue ici aucun rôle.
