#include "core/synthetic/voice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace whence {

namespace {

constexpr int sampleRate = 44100;
constexpr int controlHop = 64;  // samples between updates of the filters
constexpr int formantCount = 5;

using Formants = std::array<double, formantCount>;  // Hz

// Average male formants of a, e, i, o, u, schwa and ae.
constexpr std::array<Formants, 7> vowels = {{{730, 1090, 2440, 3400, 4500},
                                             {530, 1840, 2480, 3500, 4500},
                                             {290, 2250, 2950, 3500, 4600},
                                             {500, 880, 2450, 3300, 4400},
                                             {320, 870, 2240, 3300, 4400},
                                             {500, 1400, 2450, 3400, 4500},
                                             {660, 1720, 2410, 3400, 4500}}};
constexpr Formants bandwidths = {80, 95, 130, 220, 300};  // Hz

enum class Consonant { None, Plosive, Fricative, Nasal };

// One syllable: a consonant that ends where its note begins, then a vowel.
struct Syllable {
    double onset = 0.0;   // s, of the vowel
    double end = 0.0;     // s
    double pitch = 60.0;  // MIDI
    double amplitude = 1.0;
    Consonant consonant = Consonant::None;
    double consonantLength = 0.0;  // s
    double noiseFrequency = 4000;  // Hz
    Formants formants{};
    Formants glideTo{};  // the vowel's end, of a diphthong
};

std::vector<Syllable> drawSyllables(const Part& part, const Singer& singer, double tuning,
                                    Random& random)
{
    const bool rapped = part.role == Role::Rap;
    std::vector<Syllable> syllables;
    double previousEnd = 0.0;
    for (const Note& note : part.notes) {
        Syllable s{.onset = note.onset, .end = note.onset + note.duration};
        s.pitch = note.pitch + tuning / 100.0 +
                  (rapped ? random.uniform(-0.4, 0.4) : random.normal(0.0, 0.06));
        s.amplitude = std::pow(note.velocity / 100.0, 1.2);
        const double chances[] = {rapped ? 0.06 : 0.25, 0.4, 0.3, 0.2};
        s.consonant = Consonant(random.weighted(chances));
        const bool plosive = s.consonant == Consonant::Plosive;
        s.consonantLength = plosive ? random.uniform(0.03, 0.06) : random.uniform(0.05, 0.11);
        s.consonantLength = std::min(s.consonantLength * (rapped ? 0.8 : 1.0),
                                     0.5 * note.duration + std::max(0.0, s.onset - previousEnd));
        s.noiseFrequency = plosive ? random.pick(std::vector{900.0, 1800.0, 3800.0})
                                   : random.pick(std::vector{2600.0, 4200.0, 6200.0});
        const int vowel = random.integer(0, 6);
        const int other = random.chance(0.3) ? random.integer(0, 6) : vowel;
        for (std::size_t i = 0; i < formantCount; ++i) {
            s.formants[i] = singer.formantScale * vowels[std::size_t(vowel)][i];
            s.glideTo[i] = singer.formantScale * vowels[std::size_t(other)][i];
        }
        previousEnd = s.end;
        syllables.push_back(s);
    }
    return syllables;
}

// A two-pole resonance of gain 1 at 0 Hz (Klatt 1980).
struct Resonator {
    double a = 1.0, b = 0.0, c = 0.0, y1 = 0.0, y2 = 0.0;

    void tune(double frequency, double bandwidth)
    {
        const double radius = std::exp(-std::numbers::pi * bandwidth / sampleRate);
        c = -radius * radius;
        b = 2.0 * radius * std::cos(2.0 * std::numbers::pi * frequency / sampleRate);
        a = 1.0 - b - c;
    }

    double process(double x)
    {
        const double y = a * x + b * y1 + c * y2;
        y2 = y1;
        y1 = y;
        return y;
    }
};

// What the articulators do at one moment.
struct Articulation {
    double voicing = 0.0;  // amplitude of the glottal source
    double noise = 0.0;    // amplitude of the noise burst
    double noiseFrequency = 4000;
    double pitch = 60.0;  // MIDI
    Formants formants = vowels[0];
};

double smoothStep(double x)
{
    x = std::clamp(x, 0.0, 1.0);
    return x * x * (3.0 - 2.0 * x);
}

class Performer {
public:
    Performer(const std::vector<Syllable>& syllables, const Singer& singer, bool rapped)
        : m_syllables(syllables), m_singer(singer), m_rapped(rapped)
    {
    }

    // To be asked in the order of time.
    Articulation at(double time)
    {
        while (m_next < m_syllables.size() &&
               time >= m_syllables[m_next].onset - m_syllables[m_next].consonantLength)
            ++m_next;
        Articulation result;
        if (m_next == 0)
            return result;
        const Syllable& s = m_syllables[m_next - 1];
        result.pitch = pitchAt(time, s);
        const double place = (time - s.onset) / (s.end - s.onset);
        for (std::size_t i = 0; i < formantCount; ++i)
            result.formants[i] = s.formants[i] + smoothStep(place) * (s.glideTo[i] - s.formants[i]);
        const double attack = m_rapped ? 0.012 : 0.03;
        const double release = m_rapped ? 0.025 : 0.06;
        const double envelope =
            smoothStep((time - s.onset + attack) / attack) * smoothStep((s.end - time) / release);
        result.voicing = s.amplitude * envelope * (m_rapped ? 1.0 - 0.35 * place : 1.0);
        addConsonant(result, s, time);
        return result;
    }

private:
    double pitchAt(double time, const Syllable& s)
    {
        const double rate = 1.0 - std::exp(-double(controlHop) / sampleRate / m_singer.glide);
        const double fall = m_rapped ? -1.6 * (time - s.onset) / (s.end - s.onset) : 0.0;
        if (m_pitch == 0.0)
            m_pitch = s.pitch;
        m_pitch += rate * (s.pitch + fall - m_pitch);
        const double sung = m_rapped ? 0.0 : smoothStep((time - s.onset - 0.12) / 0.3);
        return m_pitch + sung * m_singer.vibratoDepth *
                             std::sin(2.0 * std::numbers::pi * m_singer.vibratoRate * time);
    }

    void addConsonant(Articulation& result, const Syllable& s, double time) const
    {
        const double place = (time - s.onset + s.consonantLength) / s.consonantLength;
        if (s.consonant == Consonant::None || place < 0.0 || place > 1.0)
            return;
        result.noiseFrequency = s.noiseFrequency;
        const double loudness = (m_rapped ? 1.4 : 1.0) * m_singer.consonants * s.amplitude;
        switch (s.consonant) {
            case Consonant::Plosive:
                result.voicing = 0.0;
                result.noise = place > 0.7 ? loudness : 0.0;
                break;
            case Consonant::Fricative:
                result.voicing *= 0.1;
                result.noise = 0.6 * loudness * std::sin(std::numbers::pi * place);
                break;
            case Consonant::Nasal:
                result.voicing *= 0.45;
                result.formants[0] = 260.0;
                result.formants[1] = 1100.0;
                break;
            case Consonant::None:
                break;
        }
    }

    const std::vector<Syllable>& m_syllables;
    const Singer& m_singer;
    bool m_rapped;
    std::size_t m_next = 0;
    double m_pitch = 0.0;
};

// The derivative of the glottal flow over one period, place 0 to 1.
double glottalPulse(double place)
{
    constexpr double open = 0.62;
    if (place > open)
        return 0.0;
    const double x = place / open;
    return x * (2.0 - 3.0 * x);
}

class Throat {
public:
    Throat(const Singer& singer, Random& random) : m_singer(singer), m_random(random)
    {
        m_formants = vowels[5];
    }

    void control(const Articulation& target)
    {
        const double rate = 0.12;  // per control step: about 12 ms
        for (std::size_t i = 0; i < formantCount; ++i) {
            m_formants[i] += rate * (target.formants[i] - m_formants[i]);
            m_resonators[i].tune(m_formants[i], bandwidths[i] * (1.0 + m_singer.breath));
        }
        m_noiseFilter.tune(target.noiseFrequency, 0.35 * target.noiseFrequency);
        m_voicingStep = (target.voicing - m_voicing) / controlHop;
        m_noiseStep = (target.noise - m_noise) / controlHop;
        m_pitch = target.pitch + m_random.normal(0.0, 0.03);
        m_increment = 440.0 * std::exp2((m_pitch - 69.0) / 12.0) / sampleRate;
    }

    double sample()
    {
        m_voicing += m_voicingStep;
        m_noise += m_noiseStep;
        m_phase += m_increment;
        m_phase -= std::floor(m_phase);
        const double white = m_random.uniform(-1.0, 1.0);
        const double breath = m_singer.breath * white * (m_phase < 0.62 ? 0.25 : 0.08);
        const double source = m_voicing * (glottalPulse(m_phase) + breath);
        m_tilted += (1.0 - 0.75 * m_singer.tilt) * (source - m_tilted);
        double y = m_tilted;
        for (Resonator& resonator : m_resonators)
            y = resonator.process(y);
        // The burst's resonance has gain 1 at 0 Hz: its difference is the band alone.
        const double burst = m_noiseFilter.process(m_noise * white);
        const double result = 0.35 * y + 0.05 * (burst - m_lastBurst);
        m_lastBurst = burst;
        return result;
    }

private:
    const Singer& m_singer;
    Random& m_random;
    std::array<Resonator, formantCount> m_resonators;
    Resonator m_noiseFilter;
    Formants m_formants{};
    double m_voicing = 0.0, m_voicingStep = 0.0;
    double m_noise = 0.0, m_noiseStep = 0.0;
    double m_pitch = 60.0, m_increment = 0.0, m_phase = 0.0;
    double m_tilted = 0.0, m_lastBurst = 0.0;
};

}  // namespace

AudioBuffer synthesizeVoice(const Part& part, const Singer& singer, double seconds, double tuning,
                            std::uint64_t seed)
{
    Random random(seed);
    const bool rapped = part.role == Role::Rap;
    const auto syllables = drawSyllables(part, singer, tuning, random);
    Performer performer(syllables, singer, rapped);
    Throat throat(singer, random);
    AudioBuffer audio{sampleRate,
                      {std::vector<float>(std::size_t(std::lround(seconds * sampleRate)))}};
    auto& samples = audio.channels[0];
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i % controlHop == 0)
            throat.control(performer.at(double(i) / sampleRate));
        samples[i] = float(throat.sample());
    }
    return audio;
}

}  // namespace whence
