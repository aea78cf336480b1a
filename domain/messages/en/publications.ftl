## publications

### for members
publications-title = Publications
publications-sub = What we write for you, issue by issue.
publications-none = Nothing to read yet
publications-none-text = As soon as we publish something that is for your company, it stands here.
publications-new = New
publications-new-count = { $count ->
        [one] 1 new
       *[other] { $count } new
    }
publications-all-issues = { $count ->
        [one] The issue
       *[other] All { $count } issues
    }
publications-issue = Issue
publications-issues = Issues
publications-day = Day

publications-home = New to read

publications-corrected-when = Corrected on { $when }.
publications-gone = This issue was taken back
publications-gone-text = We took this issue back on { $when }. It can’t be read any more.
publications-gone-back = To all publications

### the newsletter
publications-newsletter = Newsletter
publications-newsletter-yes = Once a week you get a mail with what is new for you to read, if anything is.
publications-newsletter-no = Once a week, a mail with what is new for you to read. Nobody gets it who did not ask for it, and each one ends it with a click.
publications-newsletter-start = Send me the newsletter
publications-newsletter-stop = No more newsletters
publications-newsletter-coming = You get the newsletter from now on.
publications-newsletter-ended = You get no more newsletters.
publications-unsubscribe = No more newsletters
publications-unsubscribe-text = Shall we send no more newsletters to { $email }?
publications-unsubscribe-do = No more newsletters
publications-unsubscribed = No more newsletters go to { $email }.
publications-unsubscribed-note = If you want them again, say so on your own page after signing in. All publications stay on the site.

### for curators
publications-console-sub = What is written for customers, whom it is for, and the weekly newsletter that tells of it.
publications-console-none = No publications yet
publications-console-none-text = Add the first one below, then write its first issue.
publications-publication = Publication
publications-one-more = A new publication
publications-make = Add the publication
publications-made = The publication is there. Write its first issue.
publications-saved = Saved.
publications-save = Save
publications-code = Code
publications-code-help = What plans name it by, and its address: small letters, digits and hyphens, such as field-notes. It stays.
publications-code-wrong = Two to forty small letters, digits and hyphens, a letter first.
publications-code-taken = Another publication has this code.
publications-code-is = Code: { $code }
publications-name-in = Name, { $language }
publications-about-in = One line about it, { $language }
publications-name-wrong = Write a name of at most 120 characters.
publications-text-wrong = Write something, and not more than fits.
publications-readers = For whom
publications-readers-help = Subscribers get it if their plan gives the publication with this code.
publications-for-everybody = Everybody
publications-for-entitled = Subscribers
publications-for-needs = { $who } with the needs { $needs }
publications-needs = Only for customers with these needs
publications-needs-help = Empty for all.
publications-needs-wrong = Write at most 60 characters.
publications-drafts = { $count ->
        [one] 1 draft
       *[other] { $count } drafts
    }
publications-no-issues = No issues yet
publications-no-issues-text = Begin one below. Nobody reads it before you publish it.
publications-new-issue = A new issue
publications-draft = Draft
publications-title-in = Title, { $language }
publications-text-in = Text, { $language }
publications-text-help = An empty line begins a new paragraph. What is not said in a language is read in the first one.
publications-day-wrong = Choose a day.
publications-save-draft = Save the draft
publications-draft-saved = The draft is saved. Nobody reads it yet.
publications-publish = Publish
publications-publish-text = Publishes what was saved last. From then on it is read, and the next newsletter tells of it. It can be corrected or taken back then, no longer changed without a word.
publications-issue-published = Published. The next newsletter tells of it.
publications-discard = Throw away
publications-discard-text = The draft is gone for good.
publications-draft-discarded = The draft is thrown away.
publications-changed = Somebody changed it meanwhile. Look at it again before you go on.
publications-published-already = It is published already. From now on it is corrected, and its readers see that.
publications-too-late = What you wrote
publications-published = Published
publications-published-when = Published on { $when }.
publications-correct = Correct it
publications-correct-text = Its readers see that it was corrected, and when. What it said before is kept on this page. A newsletter that was not sent yet tells what it says now.
publications-correct-do = Save the correction
publications-issue-corrected = Corrected. Its readers see that it was.
publications-corrected = Corrected
publications-same = It says all of this already.
publications-said-before = What it said before
publications-said-until = { $language }, of { $day }, until { $when }
publications-withdraw = Take it back
publications-withdraw-text = From then on nobody reads it, and no newsletter tells of it. Whoever follows a link in one that was sent is told that it was taken back. There is no way back from that.
publications-why = Why
publications-why-help = Stands in the audit. Readers don’t see it.
publications-why-wrong = Say why, in at most 500 characters.
publications-issue-withdrawn = Taken back. Nobody reads it any more.
publications-withdrawn = Taken back
publications-withdrawn-when = Taken back on { $when }. Nobody reads it any more; the reason stands in the audit.
publications-withdrawn-already = It was taken back.
publications-newsletters = Newsletters
publications-newsletters-none = None was sent yet. One goes out on Tuesday mornings, if something was published since the last.
publications-wanted = { $count ->
        [one] 1 member wants it
       *[other] { $count } members want it
    }
publications-sent = Sent
publications-letters-wait = { $count ->
        [one] 1 more waits
       *[other] { $count } more wait
    }
publications-letters-given-up = { $count } given up
publications-opened = Opened
publications-followed = Followed
publications-under-way = Under way
publications-recorded-note = Openings and clicks of those only whose company allows recording.
