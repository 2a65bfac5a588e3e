"""From where on something in a report needs a look. All numbers of all its rules stand here."""

# An article is late if none came for longer than in any pause of the year before, and for some days at least.
LEAST_SILENCE = 7  # days without an article, or without a crawl
LONGEST_SILENCE = 365  # days; what ended longer ago is a closed corpus and no surprise
FEWEST_DAYS = 5  # on which articles appeared, or crawls began, before a pause can be told from a habit

# A field was lost where it is found in far fewer articles from some month on than in the year before it.
LATEST_MONTHS = 12  # that have articles: a field that was lost longer ago is known
MONTHS_BEFORE = 12
FEWEST_ARTICLES = 20  # on either side of that month
USUAL_SHARE = 0.5  # of the articles before: a field that was rare is not missed
LOST_HALF = 0.5  # what is left of the share before
LOST_POINTS = 0.3  # and how much of all articles that must be at least

# Other shares of a publication's articles, or of a crawl's pages.
MANY_EMPTY = 0.1  # articles without text
MANY_EARLY = 0.01  # articles that are dated later than they were fetched
FEWEST_FAULTY = 3  # of either; one or two belong to every corpus
