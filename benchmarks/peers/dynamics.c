/* The dynamics kernel in C: the same algorithm and random numbers, one draw, one class a segment.
 *
 * Reads its numbers from standard input in the order of struct model, then one dose a segment;
 * prints the CPU seconds of the fastest repeat, days, and for each history its incidents and the day of its spiral (-1).
 * A block of random numbers is made when its step comes: making 32 steps' ahead, as the kernel does,
 * is slower with gcc 12.
 * Build: cc -O3 -march=native -o dynamics dynamics.c -lm  (no -ffast-math)
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_SEGMENTS 64
enum { DAY = 0, DETAIL = 1, BURST = 2, LADDER = 16, PLACE = 64, SEGMENT = 512 };

struct model {
    double segments, replicates, repeats, years, epoch_days, seed, draw, lane;
    double local_rate, spoiler_rate, branching_own, branching_across, branching_next, memory_days,
        monitoring_damping, clash_chance, clash_calms, clash_calms_with_force, clash_grows, spill,
        sector_calms, sector_calms_with_force, spiral_rate, spiral_power, clash_heat, sector_heat,
        shocks_per_year, shock_size, shock_days, probes_per_year, probe_aim, probe_failure,
        learn_success, learn_failure, probe_clash, probe_burst;
    double damping_triggering, damping_background, damping_clash, damping_growth, response,
        loss_feedback, deaths_per_incident, deaths_per_clash_day, deaths_per_sector_day, reserve,
        needed_clash, needed_sector, deliverable;
    double battle_deaths_per_incident, battle_deaths_per_clash_day, battle_deaths_per_sector_day;
};

static struct model m;
static int S, wide;
static double presence[MOST_SEGMENTS], dose[MOST_SEGMENTS], damping[MOST_SEGMENTS],
    background[MOST_SEGMENTS], aim[MOST_SEGMENTS], succeeds[MOST_SEGMENTS],
    chances[MOST_SEGMENTS][4], base[MOST_SEGMENTS], reach[MOST_SEGMENTS][4], value[MOST_SEGMENTS],
    heated[MOST_SEGMENTS], source[MOST_SEGMENTS], excited[MOST_SEGMENTS][2],
    tally[MOST_SEGMENTS][3], collapse[MOST_SEGMENTS + 1], over_n[1000];
/* What is counted, as the kernel does: (replicates, years, segments, 3), (replicates, epochs). */
static double *counts, *met, *by_epoch;
static int64_t level[MOST_SEGMENTS], after[MOST_SEGMENTS], active[MOST_SEGMENTS],
    fresh[MOST_SEGMENTS][2], hits[128], lifts[128], ring[365];

static inline void block(uint32_t replicate, uint32_t step, uint32_t k, uint32_t w[4]) {
    uint32_t c0 = (uint32_t)m.draw, c1 = replicate, c2 = step, c3 = k;
    uint32_t k0 = (uint32_t)m.seed, k1 = (uint32_t)m.lane;
    for (int i = 0; i < 10; i++) {
        uint64_t p0 = 0xD2511F53ull * c0, p1 = 0xCD9E8D57ull * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    w[0] = c0, w[1] = c1, w[2] = c2, w[3] = c3;
}

static inline double uniform(uint32_t word) { return ((double)word + 0.5) * 0x1p-32; }

static inline int64_t count(double u, double mean) {
    if (u < 1.0 - mean) return 0;
    double p = exp(-mean), total = p;
    int64_t n = 0;
    while (u >= total && n < 999) {
        n++;
        p *= mean * over_n[n];
        total += p;
    }
    return n;
}

static inline int64_t place(double of_background, double of_source) {
    int64_t j = 0;
    if (of_source < 0.0) {
        for (int i = 0; i < wide; i++) j += heated[i] <= of_background;
        if (j > S - 1) j = S - 1;
        double before = j ? heated[j - 1] : 0.0;
        return 2 * j + (of_background >= 0.5 * (before + heated[j]));
    }
    for (int i = 0; i < wide; i++) j += source[i] <= of_source;
    if (j > S - 1) j = S - 1;
    double x = of_source - (j ? source[j - 1] : 0.0);
    double both = excited[j][0] + excited[j][1], here = (reach[j][0] + reach[j][1]) * both;
    if (x < here) return 2 * j + (x >= reach[j][0] * excited[j][0] + reach[j][1] * excited[j][1]);
    x -= here;
    double left = reach[j][2] * both, right = reach[j][3] * both;
    if (x < 2.0 * left) return 2 * (j - 1) + (x >= left);
    if (right > 0.0) return 2 * (j + 1) + (x - 2.0 * left >= right);
    return 2 * j + 1;
}

static inline void add(int64_t where, double incidents, double over) {
    int64_t j = where >> 1;
    double more = incidents * over;
    excited[j][where & 1] += more;
    more *= value[j];
    for (int i = 0; i < wide; i++) source[i] += i >= j ? more : 0.0;
}

static int quiet_step(int r, int t, int64_t incidents, double rate, double factor, double over) {
    int started = 0;
    double of_line = factor * heated[wide - 1], over_factor = 1.0 / factor;
    uint32_t w[4];
    for (int64_t i = 0; i < incidents; i++) {
        if (!(i & 1)) block(r, t, PLACE + (uint32_t)(i >> 1), w);
        double x = uniform(w[2 * (i & 1)]) * rate;
        int64_t where = place(x * over_factor, (x - of_line) * over), j = where >> 1;
        hits[i] = where;
        tally[j][0] += 1.0;
        if (!level[j] && uniform(w[2 * (i & 1) + 1]) < chances[j][0]) lifts[started++] = j;
    }
    for (int64_t i = 0; i < incidents; i++) add(hits[i], 1.0, over);
    return started;
}

static int64_t scatter(int r, int t, double factor, double scale) {
    int64_t total = 0;
    uint32_t w[4];
    for (int j = 0; j < S; j++) {
        if (!(j & 1)) block(r, t, SEGMENT + (uint32_t)(j >> 1), w);
        double own = 0.5 * factor * (heated[j] - (j ? heated[j - 1] : 0.0)), near = 0.0;
        if (j > 0) near += reach[j - 1][3] * (excited[j - 1][0] + excited[j - 1][1]);
        if (j < S - 1) near += reach[j + 1][2] * (excited[j + 1][0] + excited[j + 1][1]);
        for (int s = 0; s < 2; s++) {
            double off = reach[j][0] * excited[j][s] + reach[j][1] * excited[j][1 - s] + near;
            fresh[j][s] = count(uniform(w[2 * (j & 1) + s]), own + scale * off);
            total += fresh[j][s];
        }
    }
    return total;
}

static int busy_step(int r, int t, double over) {
    int started = 0;
    uint32_t w[4];
    for (int j = 0; j < S; j++) {
        int64_t n = fresh[j][0] + fresh[j][1];
        if (!n) continue;
        add(2 * j, (double)fresh[j][0], over);
        add(2 * j + 1, (double)fresh[j][1], over);
        tally[j][0] += (double)n;
        if (level[j]) continue;
        block(r, t, LADDER + (uint32_t)(j >> 2), w);
        if (uniform(w[j & 3]) < 1.0 - pow(1.0 - chances[j][0], (double)n)) lifts[started++] = j;
    }
    return started;
}

static int climb(int r, int t, int fighting) {
    int moved = 0;
    uint32_t w[4];
    for (int i = 0; i < fighting; i++) {
        int64_t j = active[i];
        block(r, t, LADDER + (uint32_t)(j >> 2), w);
        double u = uniform(w[j & 3]);
        if (level[j] == 2) {
            after[j] = u < chances[j][3] ? 1 : 2;
            moved += after[j] == 1;
            continue;
        }
        int near = (j > 0 && level[j - 1] == 2) + (j < S - 1 && level[j + 1] == 2);
        double calms = chances[j][1], grows = fmin(chances[j][2] + m.spill * near, 1.0 - calms);
        after[j] = u < calms ? 0 : u < calms + grows ? 2 : 1;
        moved += after[j] != 1;
    }
    return moved;
}

static void heat(void) {
    double total = 0.0;
    for (int j = 0; j < S; j++) {
        total += base[j] * (!level[j] ? 1.0 : level[j] == 1 ? m.clash_heat : m.sector_heat);
        heated[j] = total;
    }
    for (int j = S; j < wide; j++) heated[j] = total;
}

static void renew_sources(double scale) {
    double total = 0.0;
    for (int j = 0; j < S; j++) {
        for (int s = 0; s < 2; s++) {
            double left = excited[j][s] * scale;
            excited[j][s] = left >= 1e-12 ? left : 0.0;
        }
        total += value[j] * (excited[j][0] + excited[j][1]);
        source[j] = total;
    }
    for (int j = S; j < wide; j++) source[j] = total;
}

static void set_dose(double lost, double unit) {
    int changed = 0;
    for (int c = 0; c < S; c++) {
        double f = presence[c] * lost;
        if (f == dose[c]) continue;
        changed = 1;
        dose[c] = f;
        background[c] = m.local_rate * exp(-m.damping_background * f) + m.spoiler_rate;
        damping[c] = fmax((1.0 - m.monitoring_damping) * (1.0 - m.damping_triggering * f), 0.0);
        aim[c] = exp(-m.probe_aim * f);
        succeeds[c] = fmin(exp(-m.probe_failure * f), 1.0);
        chances[c][0] = fmin(m.clash_chance * exp(-m.damping_clash * f), 1.0);
        chances[c][1] = fmin(m.clash_calms + m.clash_calms_with_force * f, 1.0);
        chances[c][2] = m.clash_grows * exp(-m.damping_growth * f);
        chances[c][3] = fmin(m.sector_calms + m.sector_calms_with_force * f, 1.0);
    }
    if (!changed) return;
    double near = 0.25 * m.branching_next;
    for (int j = 0; j < S; j++) {
        double own = m.branching_own * damping[j], across = m.branching_across * damping[j];
        double left = j > 0 ? near * damping[j - 1] : 0.0;
        double right = j < S - 1 ? near * damping[j + 1] : 0.0;
        base[j] = 2.0 * background[j];
        reach[j][0] = unit * own, reach[j][1] = unit * across;
        reach[j][2] = unit * left, reach[j][3] = unit * right;
        value[j] = unit * (own + across + 2.0 * (left + right));
    }
}

static int probe(int r, int t, int *burst, int *clash) {
    uint32_t w[4], v[4];
    block(r, t, DETAIL, w);
    double total = 0.0;
    for (int j = 0; j < S; j++) total += aim[j];
    double x = uniform(w[1]) * total;
    int j = 0;
    while (j < S - 1 && x >= aim[j]) x -= aim[j++];
    *burst = -1;
    *clash = 0;
    if (uniform(w[2]) >= succeeds[j] * (1.0 - m.response)) return j;
    block(r, t, BURST, v);
    *burst = (int)floor(m.probe_burst + uniform(v[0]));
    *clash = uniform(w[3]) < m.probe_clash;
    return j;
}

/* Simulates one history; returns its days, fills incidents and the day of the spiral. */
static int history(int r, int steps, double *incidents, int *spiral) {
    int epoch = (int)m.epoch_days, fighting = 0, clashes = 0, sectors = 0, learned_at = 0;
    int reinforcement = -1, shortfall = -1, quiet = -1, ended = 0;
    int64_t window = 0;
    double rho = exp(-1.0 / m.memory_days), scale = 1.0, own_deaths = 0.0, shock = 0.0;
    double learned = 0.0, shock_chance = 1.0 - exp(-m.shocks_per_year / 365);
    double fades = exp(-1.0 / m.shock_days), probing = m.probes_per_year / 365;
    double most_probing = probing * exp(fmax(learned, 0.0));
    memset(excited, 0, sizeof excited), memset(level, 0, sizeof level);
    memset(ring, 0, sizeof ring), memset(tally, 0, sizeof tally);
    *incidents = 0.0, *spiral = -1;
    int t = 0;
    while (t < steps && !ended) {
        int end = (t / epoch + 1) * epoch, year = (t / 365 + 1) * 365;
        end = end < year ? end : year;
        end = end < steps ? end : steps;
        if (t % epoch == 0) set_dose(exp(-m.loss_feedback * own_deaths), (1.0 - rho) / rho);
        heat();
        renew_sources(scale);
        scale = 1.0;
        double over = 1.0, grows = 1.0 / rho;
        for (; t < end && !ended; t++) {
            uint32_t w[4];
            block(r, t, DAY, w);
            double factor = 1.0 + shock, rate = factor * heated[wide - 1] + scale * source[wide - 1];
            int marked = 0;
            int64_t fresh_now;
            if (rate > 20.0) {
                double cut = fmin(512.0 / rate, 1.0);
                fresh_now = scatter(r, t, factor * cut, scale * cut);
                marked = busy_step(r, t, over);
            } else {
                fresh_now = count(uniform(w[0]), rate);
                if (fresh_now) marked = quiet_step(r, t, fresh_now, rate, factor, over);
            }
            double u = uniform(w[2]);
            if (u < most_probing) {
                double known = learned * pow(0.999, t - learned_at);
                if (u < 1.0 - exp(-probing * exp(known))) {
                    int burst, clash, j = probe(r, t, &burst, &clash);
                    learned_at = t;
                    if (burst >= 0) {
                        learned = fmin(known + m.learn_success, 3.0);
                        fresh_now += burst;
                        tally[j][0] += burst;
                        add(2 * j, burst, over);
                        if (clash && !level[j]) lifts[marked++] = j;
                    } else {
                        learned = fmax(known - m.learn_failure, -3.0);
                    }
                    most_probing = probing * exp(fmax(learned, 0.0));
                }
            }
            if (fighting) {
                fresh_now += ((int64_t)clashes << 20) + ((int64_t)sectors << 40);
                for (int i = 0; i < fighting; i++) tally[active[i]][level[active[i]]] += 1.0;
                double need = m.needed_clash * clashes + m.needed_sector * sectors;
                if (need > m.reserve && reinforcement < 0) reinforcement = t;
                if (need > m.reserve + m.deliverable && shortfall < 0) shortfall = t;
            }
            if (quiet < 0) {
                window += fresh_now - ring[t % 365];
                ring[t % 365] = fresh_now;
                double dead = m.battle_deaths_per_incident * (double)(window & 0xFFFFF)
                    + m.battle_deaths_per_clash_day * (double)((window >> 20) & 0xFFFFF)
                    + m.battle_deaths_per_sector_day * (double)(window >> 40);
                if (dead >= 25.0) quiet = t;
            }
            if (fighting || marked) {
                ended = sectors && uniform(w[1]) < collapse[sectors];
                int moved = climb(r, t, fighting), kept = 0;
                sectors = 0;
                for (int i = 0; i < fighting; i++) {
                    int64_t j = active[i];
                    level[j] = after[j];
                    sectors += level[j] == 2;
                    if (level[j]) active[kept++] = j;
                }
                for (int i = 0; i < marked; i++)
                    if (!level[lifts[i]]) level[lifts[i]] = 1, active[kept++] = lifts[i];
                fighting = kept;
                clashes = kept - sectors;
                if (moved || marked) heat();
            }
            shock = shock > 1e-12 ? shock * fades : 0.0;
            if (uniform(w[3]) < shock_chance) {
                uint32_t v[4];
                block(r, t, DETAIL, v);
                shock -= m.shock_size * log(uniform(v[0]));
            }
            scale *= rho;
            over *= grows;
            if (scale < 1e-150) {
                renew_sources(scale);
                scale = over = 1.0;
            }
        }
        size_t row = (size_t)(r * (int)m.years + (t - 1) / 365) * (size_t)S * 3;
        double *of_epoch = by_epoch + (size_t)r * (size_t)((steps + epoch - 1) / epoch)
            + (t - 1) / epoch;
        for (int c = 0; c < S; c++) {
            own_deaths += dose[c] * (m.deaths_per_incident * tally[c][0]
                + m.deaths_per_clash_day * tally[c][1] + m.deaths_per_sector_day * tally[c][2]);
            *incidents += tally[c][0];
            *of_epoch += tally[c][0];
            for (int i = 0; i < 3; i++) {
                counts[row + 3 * c + i] += tally[c][i];
                met[row + 3 * c + i] += tally[c][i] * dose[c];
                tally[c][i] = 0.0;
            }
        }
    }
    if (ended) *spiral = t - 1;
    return t;
}

int main(void) {
    double *number = (double *)&m;
    for (size_t i = 0; i < sizeof m / sizeof(double); i++)
        if (scanf("%lf", number + i) != 1) return 1;
    S = (int)m.segments, wide = (S + 7) / 8 * 8;
    for (int j = 0; j < S; j++)
        if (scanf("%lf", presence + j) != 1) return 1;
    for (int n = 1; n < 1000; n++) over_n[n] = 1.0 / n;
    for (int n = 1; n <= S; n++)
        collapse[n] = 1.0 - exp(-m.spiral_rate * pow(n, m.spiral_power));
    for (int c = 0; c < S; c++) dose[c] = NAN;
    int replicates = (int)m.replicates, steps = (int)m.years * 365;
    double *incidents = malloc(sizeof(double) * (size_t)replicates), days = 0.0;
    int *spiral = malloc(sizeof(int) * (size_t)replicates);
    size_t rows = (size_t)replicates * (size_t)m.years * (size_t)S * 3 * sizeof(double);
    size_t epochs = (size_t)replicates * (size_t)(steps / (int)m.epoch_days + 1) * sizeof(double);
    counts = malloc(rows), met = malloc(rows), by_epoch = malloc(epochs);
    double best = INFINITY;
    for (int repeat = 0; repeat < (int)m.repeats; repeat++) {
        clock_t start = clock();
        memset(counts, 0, rows), memset(met, 0, rows), memset(by_epoch, 0, epochs);
        days = 0.0;
        for (int r = 0; r < replicates; r++) days += history(r, steps, incidents + r, spiral + r);
        best = fmin(best, (double)(clock() - start) / CLOCKS_PER_SEC);
    }
    printf("%.9f %.0f\n", best, days);
    for (int r = 0; r < replicates; r++) printf("%.0f %d\n", incidents[r], spiral[r]);
    return 0;
}
