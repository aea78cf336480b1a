## what members find and read

articles-title = Articles
articles-sub = What others asked before, with the answer. Often quicker than to wait for one.
articles-search = What does not work?
articles-views = Which articles
articles-view-all = All
articles-view-problems = Known problems
articles-about-product = Only what is about { $sku } or products like it.
articles-for-product = Articles that help with it
articles-nearly = Nothing has all of these words. This has most of them.
articles-count =
    { $count ->
        [one] One article
       *[other] { $count } articles
    }
articles-none = No article
articles-none-text = There is none here yet. Ask us: a person answers.
articles-not-found-text = Nothing has these words. We are told what is missing here. Ask us: a person answers.
articles-contents = On this page
articles-scrolls = Scrolls sideways
articles-of = As of
articles-for-whom = For whom
articles-yours = Your company only
articles-also-in = Also in
articles-english = English
articles-german = German
articles-remark-note = Note
articles-remark-tip = Tip
articles-remark-important = Important
articles-remark-warning = Warning
articles-remark-caution = Caution

articles-did-it-help = Did this help?
articles-yes = Yes
articles-no = No
articles-helped-words = What was good, what is missing?
articles-helped-missing = Say whether it helped.
articles-tell-us = Tell us
articles-answered = Thank you. Whoever wrote this reads it.
articles-you-answered = You told us this before. You can change it.
articles-ask-from = Ask for help with this
articles-spared = Good that it helped. Nothing was sent.

articles-problem-open-text = This is a known problem. We are working on it; what helps meanwhile stands here.
articles-problem-solved-text = This problem is solved. What to do now stands here.
articles-your-case = Your case about it: { $number }
articles-problems-title = Known problems that concern you
articles-problem-your-case = A case of your company is about it.
articles-problem-your-equipment = Your company has equipment of this kind.
articles-read = Read

### before somebody asks

articles-questions = A few questions first
articles-answer-back = Take the last answer back
articles-this-may-help = This may help:
articles-that-helped = That helped
articles-do-these-help = Do these help?
articles-do-these-help-text = They have to do with what you wrote. If one helps, nothing is sent. If none does, ask: what you wrote stands below.
articles-ask-anyway = Ask anyway

## for those who write

articles-console-title = Articles
articles-console-sub = What our customers and we know, so that nobody has to ask twice.
articles-console-none = No article
articles-console-none-text = Write one, make one from a case that is solved, or import a handbook.
articles-new = New article
articles-article = Article
articles-helped = Helped
articles-helped-of = { $helped } of { $answers }
articles-spared-cases = Spared a case
articles-spared-of = { $spared } of { $offered }
articles-owner = Looked after by
articles-for-all = All customers
articles-for-one = One customer
articles-internal = Internal
articles-for-anybody = Any audience
articles-draft = Draft
articles-published = Published
articles-retired = Retired
articles-problem-open = Known problem
articles-problem-solved = Solved problem
articles-open-cases =
    { $count ->
        [one] one open case
       *[other] { $count } open cases
    }
articles-review-on = to be read again { $day }
articles-view-due = To be read again ({ $count })
articles-wanted-link = Not found ({ $count })
articles-today-due =
    { $count ->
        [one] An article is to be read again: yours, or one that nobody looks after
       *[other] { $count } articles are to be read again: yours, or such that nobody looks after
    }
articles-today-wanted =
    { $count ->
        [one] One search found no article
       *[other] { $count } searches found no article
    }

articles-edit = Edit
articles-edit-title = Edit “{ $title }”
articles-facts = The article
articles-publish = Publish
articles-retire = Take off the site
articles-older = This is version { $number }, and not the newest one.
articles-bring-back = Bring it back
articles-changed-text = Somebody changed this article meanwhile. Nothing of yours was saved; what you wrote still stands here. Open the article in another window, and put both together.
articles-review = To be read again
articles-due-now = now
articles-products = Products
articles-categories = Categories
articles-makers = Manufacturers
articles-made-from = Made from
articles-source = Imported from
articles-helped-sum = { $helped } said that it helped, { $not } that it did not. Offered before somebody asked, it spared { $spared } of them a case; { $asked } asked anyway.
articles-cases-about = Cases about this problem: { $count } open
articles-versions = Versions
articles-version = Version
articles-who = Who
articles-why = Why
articles-when = When
articles-is-read = read by customers
articles-write-in = Write it in { $language }
articles-pictures = Pictures
articles-picture = Picture
articles-add-picture = Add picture
articles-pictures-help = Put the line beside a picture into the text where it is to be seen. What stands in the square brackets is read out to whoever does not see it.
articles-picture-kept = The picture is kept. Put its line into the text.
articles-too-many-pictures = This article has as many pictures as an article may have.

articles-from-case = Made from { $number }. Names were left out as far as we know them: read everything, and write it so that it helps others. It is internal until you say otherwise.
articles-how-to-write = How to write
articles-markdown-help = The text is Markdown. HTML is shown as it is typed.
articles-markdown-example =
    ## A heading

    A paragraph with **strong words**
    and `code`.

    - a list
    - of two

    1. first
    2. then

    > [!WARNING]
    > Something to know before.

    See [another article](/help/articles/its-address).
articles-its-title = Title
articles-its-text = Text
articles-its-text-help = Begin with what helps most people.
articles-why-changed = Why you change it
articles-why-help = Stands beside the version. Needed if title or text change.
articles-language = Language
articles-customer = Customer
articles-customer-help = Number or whole name; only for articles of one customer.
articles-products-help = SKUs, one a line.
articles-categories-help = Names of categories, one a line; of names that several have, the code.
articles-review-help = On that day whoever looks after it gets a mail, once.
articles-is-a-problem = Known problem
articles-no-problem = No
articles-problem-open-note = Customers whose cases are about it, or who have the product, read of it on their home page.
articles-problem-solved-note = The people of cases about it are told once.
articles-preview = Preview
articles-save = Save
articles-save-and-publish = Save and publish
articles-saved = Saved.
articles-no-title = Say what it is called.
articles-title-too-long = That is too long for a title.
articles-no-text = Write something.
articles-no-why = Say in a line why you change it.
articles-no-customer = There is no customer of this name or number.
articles-no-day = Write the day as 2026-06-14.
articles-too-much = An article can’t be about so many things.
articles-not-there = Not there: { $names }

### what was not found

articles-wanted-title = Looked for and not found
articles-wanted-sub = What customers looked for among the articles, and found nothing.
articles-wanted-none = Nothing is missing
articles-wanted-none-text = Whoever looked for something found it.
articles-looked-for = Looked for
articles-quoted = “{ $words }”
articles-times = How often
articles-by = By
articles-and-others =
    { $count ->
        [one] and one more company
       *[other] and { $count } more companies
    }
articles-write-it = Write it
articles-done = Done
articles-done-with = “{ $words }” is done

### questions

articles-questions-title = Questions before a case
articles-questions-sub = Whoever asks for help is asked these first. An answer leads to another question, to an article, or to the form; what was answered is written into the case.
articles-questions-there = Questions
articles-questions-none = There is none yet.
articles-question-new = New question
articles-question-edit = Edit question
articles-question-in = Question, { $language }
articles-question-missing = Write the question in English, and each answer.
articles-question-too-long = At most { $most } characters.
articles-asked-first = Asked first
articles-first-for-any = for everything that has no question of its own
articles-first-for-category = for a category of products
articles-first-for-none = only after an answer
articles-first-for = first for { $category }
articles-first-taken = Another question is asked first there.
articles-category-code = Name or code of the category
articles-no-category = There is no category of this name or code, or there are several.
articles-answers-help = Answers without words are left out. One that leads nowhere leads to the form.
articles-answer-number = Answer { $number }
articles-answer-in = In { $language }
articles-answer-missing = A question needs an answer.
articles-leads-to-question = Leads to the question
articles-leads-to-article = Leads to the article
articles-more-answers = More answers
articles-no-next-question = The question that this leads to is not there any more.
articles-question-gone = Somebody removed this question meanwhile. What you wrote is kept: saved now, it becomes a new one.
articles-circle = An answer leads back to where one has been.
articles-remove = Remove
articles-remove-question = Remove “{ $question }”

### beside a case

articles-of-case = Articles for this case
articles-may-help = These may help
articles-found = Found
articles-case-none-text = Nothing was found. Look for other words, or make an article from this case once it is solved.
articles-see = See “{ $title }”: { $address }
articles-put-in-answer = Put into the answer
articles-attach = The case is about this problem
articles-detach = It is not about it
articles-no-such-problem = There is no such known problem, or this customer may not know of it.
articles-make-from-case = Make an article from this case
articles-beside = What was read before
articles-beside-none = Whoever asked has read no article, as far as we know.
articles-how-opened = asked from it
articles-how-offered = offered, no help
articles-how-problem = known problem
articles-how-read = read

### import

articles-import-title = Import articles
articles-import-sub = A handbook in Markdown or reStructuredText, with its pictures, as one packed file. The same file again changes nothing.
articles-import-file = Packed file (ZIP)
articles-import-help = At most { $most } MB. Whoever runs the server imports what is larger, with the command “rapport import-articles”.
articles-handbook = Handbook
articles-handbook-help = If you import several: files of the same name stay articles of their own. The same handbook again under the same name changes only what has changed.
articles-import-then = New articles are
articles-import-draft = drafts
articles-import-publish = published at once
articles-import-begin = Import
articles-import-earlier = Earlier imports
articles-import-of = Import of { $name }
articles-import-goes-on = { $done } of { $count } files have their answer so far. The rest is being read.
articles-import-broke-off = It broke off: { $done } of { $count } files had their answer, and what became of them stays. Send the file again, and it goes on where it was.
articles-import-again = Send it again
articles-import-incomplete = Broke off
articles-look-again = Look again
articles-import-sum = { $articles } articles: { $new } new, { $changed } changed, { $unchanged } unchanged. { $refused } files were refused. { $whole } articles came through whole.
articles-import-answers = What became of each file
articles-import-broken = This is no packed file (ZIP), or it is broken.
articles-import-protected = The packed file has a password.
articles-import-too-much = The packed file unpacks to more than we take.
articles-import-nothing = There is no article in it: we take files ending in .md, .markdown and .rst.
articles-file = File
articles-became = What became of it
articles-note = Remarks
articles-became-new = new
articles-became-changed = changed
articles-became-unchanged = unchanged
articles-became-picture = picture
articles-became-refused = refused
articles-note-not-taken = No article, and no picture that an article shows.
articles-note-not-text = It is not text in UTF-8.
articles-note-nothing = There is nothing in it.
articles-note-too-long = It is longer than an article may be.
articles-note-changed-here = The article was changed here: what stands in the file was not taken.
articles-note-failed = It could not be kept. Try again; the log says why.
articles-note-broken-picture = The picture can’t be read.
articles-note-unknown = Kept as text, because we don’t know it: { $names }
articles-note-lost-links = Links to articles that are not there: { $names }
articles-note-lost-files = Pictures or files that are not there: { $names }
