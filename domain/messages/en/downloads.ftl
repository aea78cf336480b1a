## downloads

### for members
downloads-title = Downloads
downloads-sub = The software that your subscriptions give, its licences and keys.
downloads-none = Nothing to download
downloads-none-text = What a subscription gives to download stands here, with its versions and licence keys.
downloads-see-plans = See the plans
downloads-by = By { $plan } ({ $number }), until { $until }.
downloads-left = { $seats ->
        [one] 1 licence in all,
       *[other] { $seats } licences in all,
    } { $left ->
        [0] all taken.
       *[other] { $left } to take.
    }
downloads-software = Software
downloads-version = Version
downloads-day = Day
downloads-checksum = Checksum (SHA-256)
downloads-notes = What is new
downloads-speaks = Speaks { $languages }
downloads-no-releases = No version yet
downloads-fetch = Download
downloads-fetch-name = Download { $name }, version { $version }
downloads-take = Take a licence
downloads-take-key = Take a licence and its key
downloads-take-name = { $what }: { $name }
downloads-licence-taken = The licence is yours. It stands below with its key, if it has one.
downloads-all-taken = Every licence of your subscription is taken. Swap one, or ask for more seats.
downloads-no-keys = We have no key for it in stock at the moment. Nothing was taken; please ask your account team.
downloads-licences = Your licences
downloads-key = Key
downloads-without-key = Needs no key
downloads-ended = No longer given
downloads-whose = For whom
downloads-key-of-others = There is a key, for whose licence it is.
downloads-key-of-others-ask = There is a key, for whose licence it is. Ask { $who } if you need one.
downloads-swaps-left = { $left ->
        [0] No platform swaps left
        [one] 1 platform swap left
       *[other] { $left } platform swaps left
    }

### handing licences over
downloads-hand = Hand over
downloads-hand-name = Hand over the licence of { $name }, { $platform }
downloads-hand-title = Hand over a licence of { $name }
downloads-hand-sub = Whoever you hand it to reads its key from then on, and gets a mail. Whose it was does not read the key any more, unless they order for your company.
downloads-hand-to = To whom
downloads-hand-to-help = The e-mail address of somebody of your company.
downloads-hand-nobody = Nobody of your company has that address.
downloads-hand-same = It is theirs already.
downloads-hand-do = Hand the licence over
downloads-handed = The licence was handed over.

### licences of people who left
downloads-left-behind = { $count ->
        [one] 1 licence is held by somebody who left the company.
       *[other] { $count } licences are held by people who left the company.
    }
downloads-left-title = Licences of people who left
downloads-left-sub = Take them over, or hand them to somebody of your company, who gets a mail. Whoever has a licence reads its key.
downloads-left-to-help = The e-mail address of somebody of your company. Left empty, they are yours.
downloads-left-do = Take over or hand on
downloads-left-first = These are the first { $count } of { $of }. They change hands now; the others after that.
downloads-left-done = The licences have changed hands.
downloads-left-none = Nobody who left holds a licence
downloads-left-none-text = When somebody with a licence leaves the company, it stands here.

### swapping platforms
downloads-swap = Swap
downloads-swap-name = Swap the licence of { $name }, { $platform }
downloads-swap-title = Swap { $name } for another platform
downloads-swap-sub = You give a licence back and get one for another platform, without charge.
downloads-before = Before you swap
downloads-gives-back = You give back
downloads-swaps = Swaps left
downloads-swaps-until = To be used until
downloads-swap-for = What do you want instead?
downloads-swap-choose = Choose another platform.
downloads-swap-note = The licence that you give back, and its key, must not be used any more. The new one is for whoever had the old one.
downloads-swap-after = { $left ->
        [0] No swap is left afterwards.
        [one] 1 swap is left afterwards.
       *[other] { $left } swaps are left afterwards.
    }
downloads-swap-do = Swap the licence
downloads-cancel = Cancel
downloads-swapped = The licence was swapped. The new one stands below with its key, if it has one.
downloads-swap-none-left = No swap is left
downloads-swap-none-left-text = Your subscription gives a number of swaps in each term, and all of them were used.
downloads-swap-no-others = There is no other platform
downloads-swap-no-others-text = What you have runs on one platform only so far.

### for curators
downloads-console-sub = Software for subscribers: its releases, its licence keys, and which of them customers have.
downloads-console-none = No software yet
downloads-console-none-text = Add the first one below, then its first release.
downloads-one-more = More software
downloads-make = Add the software
downloads-made = The software is there. Add its first release.
downloads-saved = Saved.
downloads-save = Save
downloads-area = Area
downloads-area-help = Plans give all software of one area together. Which area software is in stays as it is.
downloads-area-new = A new area
downloads-area-code = Code of the new area
downloads-area-code-help = Plans know the area by it: small letters, digits and hyphens, such as backup. It stays.
downloads-area-choose = Choose an area, or a new one.
downloads-area-there = There is an area with this code. Choose it above, or write another code.
downloads-area-name = Name of the area ({ $language })
downloads-area-of-all = Of everything in { $area }, and of the plans that give it.
downloads-area-wrong = Two to forty small letters, digits and hyphens, a letter first.
downloads-name = Name
downloads-name-wrong = Write a name of at most 120 characters.
downloads-platform = Runs on
downloads-platform-help = A licence can be swapped for the same area on another platform.
downloads-about = What it is, { $language }
downloads-keyed = A licence of it has a key
downloads-taken = This area has software of this name on this platform.
downloads-text-wrong = Write at most 4,000 characters.
downloads-software-sub = Runs on { $platform }, area { $area }
downloads-releases = Releases
downloads-no-releases-text = Add one below. Until then nobody finds anything to fetch.
downloads-new-release = A new release
downloads-file = File
downloads-notes-in = What is new, { $language }
downloads-languages = Languages it speaks
downloads-languages-help = All that this file is for. None, if it says nothing.
downloads-put-release = Add the release
downloads-release-there = The release is there. Who is entitled to it can fetch it now.
downloads-version-wrong = Write a version of at most 40 characters.
downloads-version-taken = This version is there already. A release is never replaced; give it a new version.
downloads-day-wrong = Choose a day.
downloads-withdraw = Take back
downloads-withdraw-version = Take back version { $version }
downloads-withdrawn = Taken back on { $when }
downloads-release-withdrawn = Nobody finds that release any more.
downloads-keys = Licence keys
downloads-licences-given = Licences
downloads-keys-in-stock = { $count ->
        [0] none in stock
        [one] 1 in stock
       *[other] { $count } in stock
    }
downloads-out-of-keys = No keys
downloads-keys-lines = Keys
downloads-keys-help = A key in each line. Each is handed over once; those that are there already stay as they are.
downloads-keys-import = Add the keys
downloads-keys-there = { $added ->
        [one] 1 key was added
       *[other] { $added } keys were added
    }; { $known ->
        [one] 1 was there already.
       *[other] { $known } were there already.
    }
downloads-keys-nothing = Paste at least one key.
downloads-keys-too-many = At most { $most } keys at a time.
downloads-keys-lines-wrong = { $count ->
        [one] Line { $lines } is too long for a key, or has signs in it that no key has. Nothing was added.
       *[other] { $count } lines are too long for a key, or have signs in them that no key has: { $lines }. Nothing was added.
    }
downloads-last-swaps = The last platform swaps
downloads-customer = Customer
downloads-given-back = Given back
downloads-taken-for-it = Taken for it
