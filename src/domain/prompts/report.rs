//! The sentences of a screening's report: `prompts/<lang>/report.ftl`. The words of a questionnaire are in its own files.

use super::Prompt;

prompts! {
    TITLE = "report-title" [];
    CASE = "report-case" [];
    DAY = "report-day" [];
    PLACE = "report-place" [];
    RULES = "report-rules" [];
    RULES_VERSION = "report-rules-version" ["questionnaire", "version"];
    CONTENT = "report-content" [];
    ADVICE = "report-advice" ["version", "content"];
    RUNNING = "report-running" ["case"];
    COLOUR = "report-colour" ["outcome"];
    RESULT = "report-result" ["colour", "label"];
    SO_FAR = "report-so-far" ["question"];
    OTHER_VERSION = "report-other-version" ["given", "version"];
    LEFT_OUT = "report-left-out" ["questions"];

    STOP = "report-stop" [];
    NEXT = "report-next" [];
    AGAIN = "report-again" ["day"];
    HABITS = "report-habits" [];
    WHY = "report-why" [];
    WHY_ABOUT = "report-why-about" [];
    ANSWER = "report-answer" ["question", "answer"];
    BASIS = "report-basis" [];
    BASIS_RULES = "report-basis-rules" [];
    BASIS_LAW = "report-basis-law" [];
    BASIS_KNOWN = "report-basis-known" [];
    BASIS_SAME = "report-basis-same" [];
    BASIS_OPEN = "report-basis-open" ["questions"];

    SCALES = "report-scales" [];
    SCALES_ABOUT = "report-scales-about" [];
    BRINGS = "report-brings" [];
    CARE = "report-care" [];
    LEVEL = "report-level" ["level", "most"];
    LEVEL_NONE = "report-level-none" [];

    OPEN = "report-open" [];
    FIND_OUT = "report-find-out" [];
    RANGE = "report-range" ["outcomes"];
    RANGE_SAME = "report-range-same" [];
    WHOM = "report-whom" ["whom"];
    OPENS = "report-opens" ["count"];

    CHANGE = "report-change" [];
    CHANGE_ABOUT = "report-change-about" [];
    CHANGE_WHAT = "report-change-what" [];
    CHANGE_RESULT = "report-change-result" [];
    CHANGE_NONE = "report-change-none" [];
    CHANGE_STOPPED = "report-change-stopped" [];
    CHANGE_LATER = "report-change-later" [];
    CHOSEN = "report-chosen" ["measures", "then", "now"];
    CHOSEN_SAME = "report-chosen-same" ["measures"];
    DISPUTE = "report-dispute" [];
    FORMS = "report-forms" [];
    FORMS_ABOUT = "report-forms-about" [];
    FORM = "report-form" [];

    LAW = "report-law" [];
    LAW_ABOUT = "report-law-about" [];
    LAW_PLACE = "report-law-place" ["place"];
    PRECAUTIONS = "report-precautions" [];
    NOTES = "report-notes" [];
    ENCOURAGED = "report-encouraged" [];
    ENCOURAGED_ABOUT = "report-encouraged-about" [];
    ENCOURAGED_NEAR = "report-encouraged-near" [];
    ALTERNATIVES = "report-alternatives" [];
    ALTERNATIVES_ABOUT = "report-alternatives-about" [];
    GREEN_LIST_EXAMPLE = "report-green-list-example" [];
    CONDITIONS = "report-conditions" ["text"];
    FORMS_OF = "report-forms-of" ["text"];
    REASON = "report-reason" ["text"];
    REVIEW_BY = "report-review-by" ["day"];

    PERSON_NOW = "report-person-now" [];
    PERSON_OFFER = "report-person-offer" [];
    PERSON = "report-person" [];
    PERSON_DEADLINE = "report-person-deadline" [];
    PERSON_TWICE = "report-person-twice" [];
    PERSON_TAKE = "report-person-take" [];
    ANSWERS_IN = "report-answers-in" ["time"];

    ANSWERS = "report-answers" [];
    ANSWERS_ABOUT = "report-answers-about" [];
    QUESTION_HEAD = "report-question-head" [];
    ANSWER_HEAD = "report-answer-head" [];
    UNKNOWN = "report-unknown" [];
    UNANSWERED = "report-unanswered" [];
    NOT_COUNTED = "report-not-counted" [];

    PAGES = "report-pages" [];
    PAGES_ABOUT = "report-pages-about" [];
    PAGE_REVIEWED = "report-page-reviewed" ["day"];
    SOURCES = "report-sources" [];
    MADE = "report-made" [];
}
