//! What is wrong with a form is said at once: one error, or all of them.

/// Nothing if nothing is wrong; else that one error, or all of them as `several`.
pub(super) fn all_wrong<E>(mut wrong: Vec<E>, several: fn(Vec<E>) -> E) -> Result<(), E> {
    match wrong.pop() {
        None => Ok(()),
        Some(only) if wrong.is_empty() => Err(only),
        Some(last) => {
            wrong.push(last);
            Err(several(wrong))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Wrong {
        One(i32),
        Several(Vec<Wrong>),
    }

    #[test]
    fn one_is_itself_and_several_keep_their_order() {
        let wrong = |all: &[i32]| {
            let all = all.iter().map(|one| Wrong::One(*one)).collect();
            all_wrong(all, Wrong::Several)
        };
        assert_eq!(wrong(&[]), Ok(()));
        assert_eq!(wrong(&[7]), Err(Wrong::One(7)));
        let both = vec![Wrong::One(7), Wrong::One(8)];
        assert_eq!(wrong(&[7, 8]), Err(Wrong::Several(both)));
    }
}
