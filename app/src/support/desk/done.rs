//! What became of a step, in a line above the case: whoever pressed a button sees
//! that it worked, and what it did.

use domain::text::Words;

/// What is said once this (`do` of the form) was done.
pub(super) fn done(words: Words, what: &str) -> &'static str {
    words.say(match what {
        "answer" => "support-done-answer",
        "ask" => "support-done-ask",
        "solve" => "support-done-solve",
        "note" => "support-done-note",
        "take" => "support-done-take",
        "assign" => "support-done-assign",
        "give-back" => "support-done-give-back",
        "team" => "support-done-team",
        "hand-over" => "support-done-hand-over",
        "take-back" => "support-done-take-back",
        "reopen" => "support-done-reopen",
        "merge" => "support-done-merge",
        "escalate" => "support-done-escalate",
        "visit" => "support-done-visit",
        "visit-off" => "support-done-visit-off",
        // What was changed stands on the page.
        _ => "support-done-kept",
    })
}
