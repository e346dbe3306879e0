/* The least that a question takes: every limit, the wishes and a plain score in one pass, and the ten best.
 *
 * Limits are tried a run of offers at a time, so that the processor does many at once and reads each column once. */
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { AXES = 5, RUN = 4096, BEST = 10 };

typedef struct {
    const int8_t *openness, *load[AXES], *dutch_level, *indication, *conduct_certificate, *women_only, *wheelchair,
        *seated, *quiet;
    const int16_t *available_places, *minimum_age, *maximum_age, *group_size, *load_number;
    const int32_t *ends_on, *starts_on;
    const uint32_t *day_parts, *goals;
    const float *minimum_hours, *cost_euros, *position[3];
} Columns;

/* What a client allows; where nothing was set, what no offer has. */
typedef struct {
    int8_t capacity[AXES], dutch_level, forbidden_indications, conduct_certificate, women_only, wheelchair, seated, quiet;
    int16_t age_at_least, age_at_most, group_size;
    int32_t today;
    uint32_t day_parts, goals;
    float hours, cost, home[3], squared_reach;
    const float *comfort;
} Client;

typedef struct {
    const int32_t *rows;
    const float *answered;
    int64_t count;
} Wish;

#define LIMIT(column, is_failed) do { \
    const __typeof__(*(column)) *restrict values = (column) + begin; \
    for (int32_t i = 0; i < rows; i++) { \
        __typeof__(*(column)) asked = values[i]; \
        fails[i] |= (is_failed); \
    } \
} while (0)

static void sift(const Columns *c, const Client q, int32_t begin, int32_t rows, uint8_t *restrict fails,
                 float *restrict squared) {
    memset(fails, 0, rows);
    LIMIT(c->openness, asked != 0);
    LIMIT(c->ends_on, asked < q.today);
    LIMIT(c->available_places, asked == 0);
    LIMIT(c->minimum_hours, asked > q.hours);
    LIMIT(c->day_parts, !(asked & q.day_parts));
    for (int axis = 0; axis < AXES; axis++) LIMIT(c->load[axis], asked > q.capacity[axis]);
    LIMIT(c->dutch_level, asked > q.dutch_level);
    LIMIT(c->indication, (asked & q.forbidden_indications) != 0);
    LIMIT(c->conduct_certificate, asked == q.conduct_certificate);
    LIMIT(c->minimum_age, asked > q.age_at_least);
    LIMIT(c->maximum_age, asked < q.age_at_most);
    LIMIT(c->women_only, asked == q.women_only);
    LIMIT(c->cost_euros, asked > q.cost);
    LIMIT(c->wheelchair, asked == q.wheelchair);
    LIMIT(c->seated, asked == q.seated);
    LIMIT(c->quiet, asked == q.quiet);
    LIMIT(c->group_size, asked > q.group_size);
    const float *x = c->position[0] + begin, *y = c->position[1] + begin, *z = c->position[2] + begin;
    for (int32_t i = 0; i < rows; i++) {
        float east = x[i] - q.home[0], north = y[i] - q.home[1], up = z[i] - q.home[2];
        squared[i] = east * east + north * north + up * up;
        fails[i] |= squared[i] > q.squared_reach;
    }
}

static float score_of(const Columns *c, const Client *q, int32_t row, float interest, float squared) {
    float near = 1 - fminf(sqrtf(squared / q->squared_reach), 1);
    float common = fminf(__builtin_popcount(c->day_parts[row] & q->day_parts), 4) / 4;
    float soon = c->starts_on[row] > q->today ? 0.5f : 1, growth = (c->goals[row] & q->goals) != 0;
    return 0.6f * interest + 0.2f * q->comfort[c->load_number[row]] + 0.12f * near + 0.05f * soon * common + 0.03f * growth;
}

/* Write down the rows of the best and their scores, and return how many offers are possible. */
int32_t choose(const Columns *c, int32_t count, const Client *q, const Wish *wishes, int32_t wish_count,
               float *restrict interest, int32_t *best, float *scores) {
    uint8_t fails[RUN];
    float squared[RUN];
    int32_t possible = 0, found = 0;
    memset(interest, 0, count * sizeof *interest);
    for (int32_t w = 0; w < wish_count; w++)
        for (int64_t k = 0; k < wishes[w].count; k++) {
            float *at = &interest[wishes[w].rows[k]];
            *at = fmaxf(*at, wishes[w].answered[k]);
        }
    for (int32_t begin = 0; begin < count; begin += RUN) {
        int32_t rows = count - begin < RUN ? count - begin : RUN;
        sift(c, *q, begin, rows, fails, squared);
        for (int32_t i = 0; i < rows; i++) {
            if (fails[i]) continue;
            possible++;
            float score = score_of(c, q, begin + i, interest[begin + i], squared[i]);
            if (found == BEST && score <= scores[BEST - 1]) continue;
            int32_t place = found < BEST ? found++ : BEST - 1;
            for (; place && scores[place - 1] < score; place--) {
                scores[place] = scores[place - 1];
                best[place] = best[place - 1];
            }
            scores[place] = score;
            best[place] = begin + i;
        }
    }
    return possible;
}
