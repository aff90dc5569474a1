# What R answers, for the tests of the statistics beside this folder:
#   Rscript make-goldens.R > goldens.json
# Needs the packages survival, cmprsk, etm and jsonlite. Causes: 0 is censored.

suppressPackageStartupMessages({
  library(survival)
  library(cmprsk)
  library(etm)
  library(jsonlite)
})

SHARES <- c(0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9)
TYPES <- c("log-log", "log", "plain")
LEVEL <- 0.95

# A data set: time, cause (0, 1, 2...), group (1, 2...), and entry for those that begin late (NA: from the start).
data_set <- function(time, cause, group = rep(1, length(time)), entry = rep(NA, length(time))) {
  data.frame(time = time, cause = as.integer(cause), group = as.integer(group), entry = as.numeric(entry))
}

drawn <- function(seed, n, longest, causes, groups, digits = 0, late = FALSE) {
  set.seed(seed)
  time <- round(rexp(n, 3 / longest), digits)
  cause <- sample(0:causes, n, replace = TRUE, prob = c(0.3, rep(0.7 / causes, causes)))
  group <- sample(1:groups, n, replace = TRUE)
  # Groups differ, or a test could not tell that they do.
  time <- ifelse(group == 2, round(time * 1.5, digits), time)
  cause <- ifelse(group == 3 & cause == 1 & runif(n) < 0.4, pmin(2, causes), cause)
  entry <- if (late) round(ifelse(runif(n) < 0.5, runif(n) * time * 1.2, 0), digits) else rep(NA, n)
  kept <- if (late) entry < time else rep(TRUE, n)
  data_set(time[kept], cause[kept], group[kept], entry[kept])
}

complete <- function(data, columns) data[stats::complete.cases(data[, columns]), ]

veterans <- survival::veteran
bladder_first <- survival::bladder[survival::bladder$enum == 1, ]
lungs <- complete(survival::lung, c("time", "status", "sex"))
marrow <- survival::mgus2
marrow_cause <- ifelse(marrow$pstat == 1, 1, ifelse(marrow$death == 1, 2, 0))
marrow_time <- ifelse(marrow$pstat == 1, marrow$ptime, marrow$futime)
hearts <- survival::heart

DATA <- list(
  aml = data_set(aml$time, aml$status, ifelse(aml$x == "Maintained", 1, 2)),
  veteran = data_set(veterans$time, veterans$status, match(veterans$celltype, levels(veterans$celltype))),
  lung = data_set(lungs$time, lungs$status - 1, lungs$sex),
  ovarian = data_set(ovarian$futime, ovarian$fustat, ovarian$rx),
  bladder = data_set(bladder_first$stop, bladder_first$event, bladder_first$rx),
  kidney = data_set(kidney$time, kidney$status, kidney$sex),
  mgus2 = data_set(marrow_time, marrow_cause, ifelse(marrow$sex == "F", 1, 2)),
  heart = data_set(hearts$stop, hearts$event, as.integer(hearts$transplant), hearts$start),
  flat = data_set(c(9, 1, 1, 6, 6, 8, 10), c(1, 1, 0, 1, 1, 0, 0)),
  ends_at_half = data_set(1:4, c(1, 1, 0, 0)),
  ends_at_quarters = data_set(c(2, 4, 5, 9, 9, 12, 13, 20), c(1, 1, 1, 1, 1, 1, 0, 0)),
  six = data_set(1:6, c(0, 1, 1, 2, 2, 0)),
  late_five = data_set(c(2, 10, 5, 4, 3), rep(1, 5), entry = c(1, 2, 4, 0, 0)),
  uncensored = data_set(1:10, rep(1, 10), rep(1:2, 5)),
  all_censored = data_set(c(3, 5, 5, 8), rep(0, 4), c(1, 1, 2, 2)),
  all_at_zero = data_set(rep(0, 6), c(1, 1, 2, 0, 0, 1), c(1, 1, 1, 2, 2, 2)),
  all_end_at_zero = data_set(rep(0, 4), c(1, 2, 1, 2), c(1, 1, 2, 2)),
  single_event = data_set(7, 1),
  single_censored = data_set(7, 0),
  late_gap = data_set(c(2, 3, 9, 8, 12), c(1, 0, 1, 1, 0), entry = c(0, 1, 5, 4, 6)),
  rising_limit = data_set(c(1:12, 30:33), c(1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0)),
  days = drawn(1, 300, 20, 3, 3),
  days_one_cause = drawn(2, 120, 15, 1, 2),
  many_ties = drawn(3, 400, 5, 2, 3),
  tenths = drawn(4, 250, 30, 2, 2, digits = 1),
  hundredths = drawn(5, 90, 50, 4, 3, digits = 2),
  large = drawn(6, 2000, 365, 2, 3),
  tiny = drawn(7, 12, 8, 2, 2),
  late_days = drawn(8, 300, 40, 2, 2, late = TRUE),
  late_tenths = drawn(9, 150, 20, 3, 3, digits = 1, late = TRUE),
  some_late = data_set(
    c(0, 0, 4, 4, 6, 7, 7, 9, 11), c(1, 0, 2, 1, 0, 1, 1, 2, 0), c(1, 2, 2, 2, 1, 1, 2, 1, 1), c(NA, NA, NA, 0, 2, 2, 4, 5, NA)
  ),
  late_thousandths = drawn(10, 200, 20, 2, 3, digits = 3, late = TRUE)
)

is_late <- function(data) any(!is.na(data$entry))

# In R a record is at risk in (start, stop], so those that are watched from the start begin before 0.
start_of <- function(data) ifelse(is.na(data$entry), -1, data$entry)
response <- function(data, event) {
  if (is_late(data)) Surv(start_of(data), data$time, event) else Surv(data$time, event)
}

points_of <- function(data) {
  last <- max(data$time)
  points <- sort(unique(c(0, data$time, last / 2, last / 3)))
  if (length(points) > 40) points <- points[unique(round(seq(1, length(points), length.out = 40)))]
  points
}

# Without what R itself warns of, such as NaN where the curve is at 0.
quietly <- function(expression) suppressWarnings(expression)

# Before the first time R puts an interval of no width also on scales that have none at 0 or at 1.
limits_of <- function(answer, undefined) {
  lapply(answer[c("lower", "upper")], function(limit) replace(limit, undefined, NA))
}

# R leaves a single share that the curve ends at to chance, so shares are asked for together.
quantiles <- function(fit) {
  answer <- quantile(fit, probs = SHARES)
  lapply(answer[c("quantile", "lower", "upper")], as.numeric)
}

survival_of <- function(data, event) {
  times <- points_of(data)
  fits <- lapply(TYPES, function(type) {
    quietly(survfit(response(data, event) ~ 1, conf.type = type, conf.int = LEVEL))
  })
  names(fits) <- TYPES
  at <- lapply(TYPES, function(type) {
    answer <- quietly(summary(fits[[type]], times = times))
    limits_of(answer, times < min(data$time) & type == "log-log")
  })
  names(at) <- TYPES
  answer <- quietly(summary(fits[[1]], times = times))
  horizons <- unique(c(max(data$time) / 3, max(data$time), max(data$time) * 1.25))
  means <- lapply(horizons, function(horizon) {
    as.numeric(survival:::survmean(fits[[1]], rmean = horizon)$matrix[c("rmean", "se(rmean)")])
  })
  list(
    times = times, survival = answer$surv, standardError = answer$std.err,
    atRisk = answer$n.risk, intervals = at, quantiles = lapply(fits, quantiles),
    restrictedMeans = list(
      horizons = horizons, mean = sapply(means, `[`, 1), standardError = sapply(means, `[`, 2)
    )
  )
}

# R's survfit has no delayed entry where causes compete; etm has no intervals on these scales.
incidence_of <- function(data, cause) {
  times <- points_of(data)
  if (is_late(data)) return(late_incidence_of(data, cause, times))
  state <- factor(data$cause, levels = 0:max(data$cause), labels = c("censored", seq_len(max(data$cause))))
  answers <- lapply(TYPES, function(type) {
    fit <- quietly(survfit(Surv(data$time, state) ~ 1, conf.type = type, conf.int = LEVEL))
    column <- match(as.character(cause), fit$states)
    answer <- quietly(summary(fit, times = times))
    answer <- lapply(answer[c("pstate", "std.err", "lower", "upper")], function(values) as.matrix(values)[, column])
    # Of what ends at 1, rounding can leave a little less.
    undefined <- (times < min(data$time) & type != "plain") | (answer$pstate > 1 - 1e-12 & type == "log-log")
    c(answer[c("pstate", "std.err")], limits_of(answer, undefined))
  })
  names(answers) <- TYPES
  # cmprsk has Aalen's variance, which is another.
  gray <- timepoints(cuminc(data$time, data$cause)[paste(1, cause)], times)
  list(
    cause = unbox(cause), times = times,
    incidence = answers[[1]]$pstate, standardError = answers[[1]]$std.err,
    intervals = lapply(answers, function(answer) answer[c("lower", "upper")]),
    cmprsk = as.numeric(gray$est)
  )
}

late_incidence_of <- function(data, cause, times) {
  states <- as.character(0:max(data$cause))
  possible <- matrix(FALSE, length(states), length(states), dimnames = list(states, states))
  possible[1, -1] <- TRUE
  long <- data.frame(
    # etm wants no time before 0.
    id = seq_len(nrow(data)), entry = start_of(data) + 1, exit = data$time + 1, from = 0,
    to = ifelse(data$cause == 0, "cens", as.character(data$cause))
  )
  fit <- etm(long, states, possible, "cens", s = 0)
  estimates <- c(0, trprob(fit, paste(0, cause)))
  variances <- c(0, trcov(fit, paste(0, cause)))
  at <- findInterval(times + 1, fit$time) + 1
  list(cause = unbox(cause), times = times, incidence = estimates[at], standardError = sqrt(variances[at]))
}

log_rank_of <- function(data, event) {
  if (length(unique(data$group)) < 2 || is_late(data) || !any(event)) return(NULL)
  # R refuses to invert a variance of nothing.
  answer <- tryCatch(survdiff(Surv(data$time, event) ~ data$group), error = function(error) NULL)
  if (is.null(answer)) return(NULL)
  list(
    chiSquare = unbox(answer$chisq), degreesOfFreedom = unbox(sum(answer$exp > 0) - 1), pValue = unbox(answer$pvalue),
    observed = as.numeric(answer$obs), expected = as.numeric(answer$exp)
  )
}

# With delayed entry the log-rank test is the score test of a proportional hazards model with exact partial likelihood,
# which takes for ever with many ties.
late_log_rank_of <- function(data, event) {
  if (length(unique(data$group)) < 2 || !is_late(data) || max(table(data$time[event])) > 8) return(NULL)
  fit <- quietly(coxph(Surv(start_of(data), data$time, event) ~ factor(data$group), ties = "exact"))
  list(chiSquare = unbox(as.numeric(fit$score)), degreesOfFreedom = unbox(length(fit$coefficients)))
}

gray_of <- function(data) {
  if (length(unique(data$group)) < 2 || is_late(data) || all(data$cause == 0)) return(NULL)
  answer <- cuminc(data$time, data$cause, data$group)$Tests
  lapply(seq_len(nrow(answer)), function(row) {
    list(
      cause = unbox(as.integer(rownames(answer)[row])), chiSquare = unbox(answer[row, "stat"]),
      degreesOfFreedom = unbox(answer[row, "df"]), pValue = unbox(answer[row, "pv"])
    )
  })
}

answers <- lapply(DATA, function(data) {
  causes <- setdiff(sort(unique(data$cause)), 0)
  list(
    data = as.list(data),
    survival = survival_of(data, data$cause > 0),
    survivalOfFirst = if (length(causes) > 1) survival_of(data, data$cause == 1),
    incidence = lapply(causes, function(cause) incidence_of(data, cause)),
    logRank = log_rank_of(data, data$cause > 0),
    logRankOfFirst = if (length(causes) > 1) log_rank_of(data, data$cause == 1),
    lateLogRank = late_log_rank_of(data, data$cause > 0),
    gray = gray_of(data)
  )
})

proportions <- expand.grid(successes = c(0, 1, 5, 10), total = c(10, 17, 1000), level = c(0.95, 0.8))
proportions <- proportions[proportions$successes <= proportions$total, ]
wilson <- lapply(seq_len(nrow(proportions)), function(row) {
  with(proportions[row, ], {
    interval <- quietly(prop.test(successes, total, conf.level = level, correct = FALSE))$conf.int
    data.frame(successes, total, level, lower = interval[1], upper = interval[2])
  })
})

tails <- expand.grid(value = c(0, 0.1, 1, 3.84, 10, 50, 300), degreesOfFreedom = c(1, 2, 3, 10, 60))
tails$probability <- pchisq(tails$value, tails$degreesOfFreedom, lower.tail = FALSE)

levels <- c(0.5, 0.8, 0.9, 0.95, 0.99, 0.9999)


json <- function(value) toJSON(value, digits = NA, na = "null", null = "null", dataframe = "columns")
versions <- c("survival", "cmprsk", "etm")
names(versions) <- versions
versions <- c(R = as.character(getRversion()), sapply(versions, function(name) as.character(packageVersion(name))))
cat(
  "{\n\"versions\": ", json(lapply(versions, unbox)), ",\n\"shares\": ", json(SHARES),
  ",\n\"wilson\": ", json(do.call(rbind, wilson)), ",\n\"chiSquare\": ", json(tails),
  ",\n\"normal\": ", json(data.frame(level = levels, quantile = qnorm((1 + levels) / 2))), ",\n\"dataSets\": {\n",
  paste0("\"", names(answers), "\": ", sapply(answers, json), collapse = ",\n"), "\n}}\n",
  sep = ""
)
