#include <QTest>
#include <cmath>

#include "core/training/separator_loss.h"

using namespace whence;

class TestSeparatorLoss : public QObject {
    Q_OBJECT

    static constexpr int bins = 64;
    static constexpr int stems = 4;

    /// Two excerpts of two frames; three stems have their shares of the mix at every point, the
    /// last of them none in the upper half of the second excerpt; the fourth is silent.
    static SeparatorBatch exampleBatch(SeparatorObjective objective)
    {
        SeparatorBatch batch{
            .objective = objective, .size = 2, .frames = 2, .bins = bins, .stems = stems};
        batch.scales = {1.2f, 0.7f};
        const int points = batch.size * batch.frames * bins;
        for (int i = 0; i < 2 * points; ++i)
            batch.magnitudes.push_back(float(1.1 + std::sin(3.0 * i)));
        for (int i = 0; i < points; ++i) {
            const float first = float(0.4 + 0.3 * std::sin(double(i)));
            const bool isBare = i >= points / 2 && i % bins >= bins / 2;
            const float third = isBare ? 0.0f : 0.2f * (1.0f - first);
            for (const float share : {first, 1.0f - first - third, third, 0.0f})
                for (int channel = 0; channel < 2; ++channel) {
                    batch.shares.push_back(share);
                    batch.ratios.emplace_back(share, share > 0.0f ? 0.1f : 0.0f);
                }
        }
        return batch;
    }

    static std::vector<float> exampleLogits(const SeparatorBatch& batch)
    {
        std::vector<float> logits(stems * batch.magnitudes.size());
        for (std::size_t i = 0; i < logits.size(); ++i)
            logits[i] = float(std::sin(double(i)));
        return logits;
    }

private Q_SLOTS:
    void gradientIsThatOfTheLoss_data()
    {
        QTest::addColumn<int>("objective");
        QTest::newRow("shares") << int(SeparatorObjective::Shares);
        QTest::newRow("SI-SDR") << int(SeparatorObjective::SiSdr);
    }

    void gradientIsThatOfTheLoss()
    {
        QFETCH(const int, objective);
        const SeparatorBatch batch = exampleBatch(SeparatorObjective(objective));
        std::vector<float> logits = exampleLogits(batch);
        std::vector<float> gradient(logits.size());
        const double loss = separatorLoss(batch, logits.data(), gradient.data());
        double slope = 0.0;  // along the gradient
        for (const float value : gradient)
            slope += double(value) * double(value);
        QVERIFY(slope > 0.0);
        const double step = 1e-2 * std::abs(loss) / slope;
        for (std::size_t i = 0; i < logits.size(); ++i)
            logits[i] -= float(step * gradient[i]);
        std::vector<float> ignored(logits.size());
        const double after = separatorLoss(batch, logits.data(), ignored.data());
        const double expected = step * slope;
        QVERIFY2(std::abs((loss - after) / expected - 1.0) < 0.1,
                 (std::to_string(loss - after) + ", " + std::to_string(expected)).c_str());
    }

    void eachPartOfTheGradientIsRight_data() { gradientIsThatOfTheLoss_data(); }

    void eachPartOfTheGradientIsRight()
    {
        QFETCH(const int, objective);
        const SeparatorBatch batch = exampleBatch(SeparatorObjective(objective));
        std::vector<float> logits = exampleLogits(batch);
        std::vector<float> gradient(logits.size());
        std::vector<float> ignored(logits.size());
        separatorLoss(batch, logits.data(), gradient.data());
        double largest = 0.0;
        for (const float value : gradient)
            largest = std::max(largest, std::abs(double(value)));
        for (std::size_t i = 5; i < logits.size(); i += 97) {
            const auto at = [&](float change) {
                std::vector<float> changed = logits;
                changed[i] += change;
                return separatorLoss(batch, changed.data(), ignored.data());
            };
            const double difference = (at(0.05f) - at(-0.05f)) / 0.1;
            QVERIFY2(std::abs(difference - double(gradient[i])) < 0.02 * largest,
                     (std::to_string(difference) + ", " + std::to_string(gradient[i])).c_str());
        }
    }

    void perfectMasksReachTheBound()
    {
        // Stems that share no bin: with masks of 0 and 1 each has an SI-SDR of 30 dB everywhere.
        SeparatorBatch batch{.objective = SeparatorObjective::SiSdr,
                             .size = 1,
                             .frames = 1,
                             .bins = bins,
                             .stems = 2};
        std::vector<float> logits;
        for (int bin = 0; bin < bins; ++bin)
            for (int i = 0; i < 4; ++i) {
                const bool own = i / 2 == bin % 2;
                if (i < 2)
                    batch.magnitudes.push_back(1.0f);
                batch.ratios.emplace_back(own ? 1.0f : 0.0f);
                logits.push_back(own ? 0.0f : -50.0f);
            }
        std::vector<float> gradient(logits.size());
        const double loss = separatorLoss(batch, logits.data(), gradient.data());
        QVERIFY2(std::abs(loss + 30.0) < 0.01, std::to_string(loss).c_str());
    }

    void silencingAStemDoesNotPay()
    {
        // One frame: a loud stem at even bins, one 20 dB below it at odd bins, and a silent one.
        SeparatorBatch batch{
            .objective = SeparatorObjective::SiSdr, .size = 1, .frames = 1, .bins = 64, .stems = 3};
        batch.scales = {1.0f};
        for (int bin = 0; bin < 64; ++bin)
            for (int i = 0; i < 6; ++i) {
                if (i < 2)
                    batch.magnitudes.push_back(bin % 2 == 0 ? 1.0f : 0.1f);
                batch.ratios.emplace_back(i / 2 == bin % 2 ? 1.0f : 0.0f);
            }
        // Share of the quiet stem at its own bins and at the others', and of the silent one.
        const auto lossOfShares = [&](float own, float others, float silent) {
            std::vector<float> logits;
            std::vector<float> gradient(6 * 64);
            for (int bin = 0; bin < 64; ++bin) {
                const float quiet = bin % 2 == 1 ? own : others;
                for (int i = 0; i < 6; ++i)
                    logits.push_back(std::log(i < 2   ? 1.0f - quiet - silent
                                              : i < 4 ? quiet
                                                      : silent));
            }
            return separatorLoss(batch, logits.data(), gradient.data());
        };
        const double silenced = lossOfShares(1e-5f, 1e-5f, 1e-5f);
        QVERIFY(std::abs(lossOfShares(0.1f, 0.1f, 1e-5f) - silenced) < 1.0);
        QVERIFY(lossOfShares(0.9f, 1e-3f, 1e-5f) < silenced - 10.0);
        const double leaking = lossOfShares(0.7f, 1e-3f, 0.1f) - lossOfShares(0.8f, 1e-3f, 1e-5f);
        QVERIFY2(leaking > 0.0 && leaking < 1.0, std::to_string(leaking).c_str());
    }
};

QTEST_APPLESS_MAIN(TestSeparatorLoss)
#include "tst_separator_loss.moc"
