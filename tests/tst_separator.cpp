#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "checkpoint_files.h"
#include "core/audio/decode.h"
#include "core/audio/loudness.h"
#include "core/audio/resample.h"
#include "core/error.h"
#include "core/separation/joined_separator.h"
#include "core/separation/mask_network.h"
#include "core/separation/separator.h"
#include "core/tensors/network_library.h"
#include "core/tensors/npy.h"
#include "core/tensors/tensor_file.h"
#include "spleeter_weights.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

const SeparationOptions parity{HighBand::Drop, false};

/// A small separator, quick to run: frames of 256 samples.
SeparatorInfo smallInfo()
{
    SeparatorInfo info = spleeterInfo(5);
    info.name = "small";
    info.stft = {256, 64};
    info.segmentFrames = 16;
    info.frequencyBins = 64;
    info.filters = {4, 6};
    return info;
}

/// One of each kind; no filters where there is no U-Net.
SeparatorInfo smallInfo(SeparatorKind kind)
{
    SeparatorInfo info = smallInfo();
    info.kind = kind;
    if (kind == SeparatorKind::SpleeterUNet)
        return info;
    info.inputExponent = 0.3;
    info.maskExponent = 1.0;
    info.bands = {8, 6, 1};
    if (kind == SeparatorKind::BandSplit)
        info.filters.clear();
    return info;
}

constexpr auto allKinds = {SeparatorKind::SpleeterUNet, SeparatorKind::SharedUNet,
                           SeparatorKind::BandSplit, SeparatorKind::Averaged};

/// Writes it with random weights.
void writeSeparator(const std::filesystem::path& file, const SeparatorInfo& info,
                    std::uint64_t seed, TensorPrecision precision = TensorPrecision::Float32)
{
    writeTensorFile(file,
                    {"whence-separator", toJson(info), randomSeparatorWeights(info, seed), {}},
                    precision);
}

/// Spleeter's reduced checkpoint, imported, with its segments of 64 frames.
Separator reducedSpleeter()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("x.whence-separator").toStdString();
    importSpleeter(sharedPath("reference/spleeter/reduced_5stems_checkpoint"), file);
    TensorFile content = readTensorFile(file, "whence-separator");
    SeparatorInfo info = parseSeparatorInfo(content.card, "x");
    info.segmentFrames = 64;
    content.card = toJson(info);
    writeTensorFile(file, content);
    return Separator::load(file);
}

AudioBuffer sharedAudio(const std::string& file)
{
    return decodeAudio(sharedPath("reference/spleeter/" + file)).audio;
}

double largestDifference(const AudioBuffer& a, const AudioBuffer& b)
{
    double largest = a.channels.size() == b.channels.size() ? 0.0 : 1e9;
    for (std::size_t c = 0; c < std::min(a.channels.size(), b.channels.size()); ++c)
        largest = std::max(largest, maxAbsDifference(a.channels[c], b.channels[c]));
    return largest;
}

}  // namespace

class TestSeparator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setNetworkThreads(1); }

    void stemsEqualSpleeters()
    {
        if (!hasShared("reference/spleeter"))
            return;
        const StemSet stems =
            reducedSpleeter().separate(sharedAudio("reduced_input_44k_stereo_f32.wav"), parity);
        QCOMPARE(stems.count(), 5);
        for (int s = 0; s < stems.count(); ++s) {
            const AudioBuffer expected =
                sharedAudio("reduced_output_" + stems.names[s] + "_44k_stereo_f32.wav");
            QVERIFY(largestDifference(stems.stems[s], expected) <= 1e-5);
        }
    }

    void monoRouteEqualsSpleeters()
    {
        if (!hasShared("reference/spleeter"))
            return;
        const Tensor input = readNpy(sharedPath("reference/spleeter/reduced_mono_input.npy"));
        const Tensor expected =
            readNpy(sharedPath("reference/spleeter/reduced_mono_output_meanchannel_5xN.npy"));
        const StemSet stems =
            toMono(reducedSpleeter().separate({44100, {input.values}}, parity), 44100);
        const auto length = std::ptrdiff_t(input.values.size());
        for (int s = 0; s < 5; ++s) {
            const std::vector<float> row(expected.values.begin() + s * length,
                                         expected.values.begin() + (s + 1) * length);
            QVERIFY(maxAbsDifference(stems.stems[s].channels.at(0), row) <= 1e-5);
        }
    }

    void masksEqualSpleeters()
    {
        if (!hasShared("reference/spleeter"))
            return;
        const AudioBuffer input = sharedAudio("reduced_input_44k_stereo_f32.wav");
        std::vector<float> magnitudes;
        const std::vector<Stft> spectra = {computeStft(input.channels[0]),
                                           computeStft(input.channels[1])};
        for (int t = 0; t < 64; ++t)
            for (int bin = 0; bin < 1024; ++bin)
                for (const Stft& stft : spectra)
                    magnitudes.push_back(std::abs(stft.values[std::size_t(t) * 2049 + bin]));
        SeparatorInfo info = reducedSpleeter().info();
        const auto masks = importedMasks(info, magnitudes);
        const Tensor expected =
            readNpy(sharedPath("reference/spleeter/reduced_mask_vocals_frames0-31_ch0.npy"));
        // Under this magnitude the rounding of the Fourier transform decides the mask.
        constexpr float audible = 0.01f;  // of up to 200
        int compared = 0;
        for (std::size_t i = 0; i < 32 * 1024; ++i) {
            if (magnitudes[2 * i] < audible)
                continue;
            ++compared;
            QVERIFY(std::abs(masks[0][2 * i] - expected.values[i]) <= 1e-5f);
        }
        QVERIFY(compared > 10000);
    }

    void stemsSumUpToTheRecording()
    {
        const AudioBuffer mix = noise(0.7, 44100, 2);
        const StemSet stems = Separator::withRandomWeights(smallInfo()).separate(mix);
        QVERIFY(largestDifference(sumOfStems(stems), mix) <= 2e-6);
        QVERIFY(peak(stems.residual) <= 2e-6f);
        QVERIFY(rmsLevel(stems.stems[0]) > -40.0);
        QVERIFY(largestDifference(stems.stems[0], stems.stems[1]) > 1e-3);
    }

    void contentAboveTheBandIsKeptOrDropped()
    {
        const AudioBuffer high = sine(15000.0, 0.5, 44100, 2);  // the band ends at 11 kHz
        const Separator separator = Separator::withRandomWeights(smallInfo());
        const StemSet kept = separator.separate(high);
        QVERIFY(peak(kept.residual) <= 2e-6f);
        const StemSet dropped = separator.separate(high, parity);
        QVERIFY(rmsLevel(sumOfStems(dropped)) < rmsLevel(high) - 30.0);
        AudioBuffer sum = sumOfStems(dropped);
        for (std::size_t i = 0; i < sum.frames(); ++i)
            sum.channels[0][i] += dropped.residual.channels[0][i];
        QVERIFY(maxAbsDifference(sum.channels[0], high.channels[0]) <= 2e-6);
    }

    void streamsOfAnyBlockSizeEqualTheWhole_data()
    {
        QTest::addColumn<int>("frames");
        for (const int frames : {1, 63, 100, 1023, 1024, 1025, 30000})
            QTest::addRow("%d frames", frames) << frames;
    }

    void streamsOfAnyBlockSizeEqualTheWhole()
    {
        QFETCH(const int, frames);
        const Separator separator = Separator::withRandomWeights(smallInfo());
        AudioBuffer mix = noise(1.0, 44100, 2);
        for (auto& channel : mix.channels)
            channel.resize(std::size_t(frames));
        const StemSet whole = separator.separate(mix);
        std::size_t position = 0;
        const auto read = [&](std::size_t wanted) {
            // Fewer than wanted, as a file may give.
            const std::size_t count =
                std::min({wanted, std::size_t(777), std::size_t(frames) - position});
            AudioBuffer block{44100, {}};
            for (const auto& channel : mix.channels)
                block.channels.emplace_back(channel.begin() + std::ptrdiff_t(position),
                                            channel.begin() + std::ptrdiff_t(position + count));
            position += count;
            return block;
        };
        std::vector<AudioBuffer> stems(5, {44100, {{}, {}}});
        std::size_t largest = 0;
        const auto write = [&](const std::vector<AudioBuffer>& block) {
            for (std::size_t s = 0; s < 5; ++s)
                for (std::size_t c = 0; c < 2; ++c)
                    stems[s].channels[c].insert(stems[s].channels[c].end(),
                                                block[s].channels[c].begin(),
                                                block[s].channels[c].end());
            largest = std::max(largest, block[0].frames());
        };
        separator.separateStream(read, write, 1.0);
        for (int s = 0; s < 5; ++s)
            QVERIFY(stems[s].channels == whole.stems[s].channels);
        QVERIFY(largest <= 16 * 64);  // a segment: memory is bounded
        QCOMPARE(whole.stems[0].frames(), std::size_t(frames));
    }

    void nothingInGivesNothing()
    {
        const Separator separator = Separator::withRandomWeights(smallInfo());
        const StemSet stems = separator.separate({44100, {{}, {}}});
        QCOMPARE(stems.count(), 5);
        QCOMPARE(stems.stems[0].frames(), std::size_t(0));
        QCOMPARE(stems.residual.frames(), std::size_t(0));
    }

    void silenceGivesSilence()
    {
        const StemSet stems =
            Separator::withRandomWeights(smallInfo()).separate(silence(0.1, 44100, 2));
        for (const AudioBuffer& stem : stems.stems)
            QCOMPARE(peak(stem), 0.0f);
    }

    void instrumentalGivesTheVocalsToTheOthers()
    {
        const AudioBuffer mix = noise(0.5, 44100, 2);
        const Separator separator = Separator::withRandomWeights(smallInfo());
        const StemSet stems = separator.separate(mix, {HighBand::ByMaskBelow, true});
        QCOMPARE(peak(stems.stems[0]), 0.0f);
        QVERIFY(largestDifference(sumOfStems(stems), mix) <= 2e-6);
    }

    void otherChannelsAndRatesAreTaken()
    {
        const Separator separator = Separator::withRandomWeights(smallInfo());
        const StemSet mono = separator.separate(sine(440.0, 0.5, 44100, 1));
        QCOMPARE(mono.stems[0].channels.size(), std::size_t(2));
        QVERIFY(maxAbsDifference(sumOfStems(mono).channels[0], sumOfStems(mono).channels[1]) <=
                2e-6);
        const AudioBuffer six = noise(0.3, 44100, 6);
        QVERIFY(separator.separate(six).stems[2].channels ==
                separator.separate(toStereo(six)).stems[2].channels);
        const AudioBuffer slow = sine(440.0, 1.0, 22050, 2);
        const StemSet resampled = separator.separate(slow);
        QCOMPARE(resampled.stems[0].sampleRate, 22050);
        QCOMPARE(resampled.stems[0].frames(), slow.frames());
        QVERIFY(rmsLevel(resampled.residual) < rmsLevel(slow) - 40.0);
    }

    void cancels()
    {
        const Separator separator = Separator::withRandomWeights(smallInfo());
        int calls = 0;
        const Progress progress([&](double, const std::string&) { return ++calls < 3; });
        QVERIFY_THROWS_EXCEPTION(Cancelled, separator.separate(noise(0.5, 44100, 2), {}, progress));
        QCOMPARE(calls, 3);
    }

    void progressGrowsToOne()
    {
        double last = 0.0;
        bool grows = true;
        const Progress progress([&](double done, const std::string&) {
            grows = grows && done >= last - 1e-12;
            last = done;
            return true;
        });
        Separator::withRandomWeights(smallInfo()).separate(noise(0.5, 22050, 2), {}, progress);
        QVERIFY(grows);
        QCOMPARE(last, 1.0);
    }

    void fileOfEachKindLoadsAndSeparatesTheSame()
    {
        for (const auto kind : allKinds) {
            const SeparatorInfo info = smallInfo(kind);
            const QTemporaryDir folder;
            const auto file = std::filesystem::path(folder.filePath("x").toStdString());
            writeSeparator(file, info, 3);
            const Separator loaded = Separator::load(file);
            QCOMPARE(loaded.info().id.size(), std::size_t(64));
            const AudioBuffer mix = noise(0.2, 44100, 2);
            const auto stems = Separator::withRandomWeights(info, 3).separate(mix);
            QVERIFY(loaded.separate(mix).stems[1].channels == stems.stems[1].channels);
            QVERIFY(peak(stems.residual) <= 2e-6f);
            QVERIFY(largestDifference(stems.stems[0], stems.stems[1]) > 1e-3);
        }
    }

    void halfPrecisionChangesLittle()
    {
        const SeparatorInfo info = smallInfo(SeparatorKind::Averaged);
        const QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.filePath("x").toStdString());
        writeSeparator(file, info, 3, TensorPrecision::Float16);
        const AudioBuffer mix = noise(0.2, 44100, 2);
        const StemSet rounded = Separator::load(file).separate(mix);
        const StemSet exact = Separator::withRandomWeights(info, 3).separate(mix);
        const double difference = largestDifference(rounded.stems[1], exact.stems[1]);
        QVERIFY2(difference > 0.0 && difference < 1e-3, std::to_string(difference).c_str());
    }

    void cardSurvivesTheFile()
    {
        for (const auto kind : allKinds) {
            SeparatorInfo info = smallInfo(kind);
            info.notice = "demonstration";
            info.qualitySet = "held out";
            info.siSdrImprovement = {{"vocals", 3.25}};
            info.constantImprovement = {{"vocals", 0.0}};
            info.hpssImprovement = {{"bass", 1.5}};
            info.oracleImprovement = {{"bass", 9.5}};
            info.knownFailures = {"Real pianos sing."};
            const std::string card = toJson(info);
            const SeparatorInfo again = parseSeparatorInfo(card, "x");
            QCOMPARE(toJson(again), card);
            QVERIFY(again.kind == kind);
            if (kind == SeparatorKind::Averaged)
                QVERIFY(again.bands == info.bands);
        }
    }

    void cardsOfUNetsKnowNoBands()
    {
        for (const auto kind : {SeparatorKind::SpleeterUNet, SeparatorKind::SharedUNet}) {
            const std::string card = toJson(smallInfo(kind));
            QVERIFY(card.find("\"bands\"") == std::string::npos);
            QVERIFY(parseSeparatorInfo(card, "x").kind == kind);
        }
    }

    void networksOfTwoFilesAreJoined()
    {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        SeparatorInfo uNet = smallInfo(SeparatorKind::SharedUNet);
        SeparatorInfo bands = smallInfo(SeparatorKind::BandSplit);
        uNet.description = "A U-Net.";
        bands.description = "Bands.";
        uNet.notice = "demonstration";
        bands.notice = "demonstration, with singing";
        uNet.trainingData = bands.trainingData = "clips";
        uNet.siSdrImprovement = {{"vocals", 3.25}};
        writeSeparator(root / "u", uNet, 1);
        writeSeparator(root / "b", bands, 2);
        const JoinedSeparator joined = joinSeparators(root / "u", root / "b");
        const SeparatorInfo& info = joined.info;
        QVERIFY(info.kind == SeparatorKind::Averaged && info.bands == bands.bands);
        QCOMPARE(info.filters, uNet.filters);
        QCOMPARE(info.description, std::string("The mean of the masks of two networks. A U-Net. "
                                               "Bands."));
        QCOMPARE(info.notice, bands.notice);
        QCOMPARE(info.trainingData, std::string("clips"));
        QVERIFY(info.siSdrImprovement.empty());

        std::vector<float> magnitudes(16 * 64 * 2);
        for (std::size_t i = 0; i < magnitudes.size(); ++i)
            magnitudes[i] = 1.0f + float(i % 7) * 3.0f;
        const auto masks = [&](const SeparatorInfo& card, const TensorMap& tensors) {
            return makeMaskNetwork(card, tensors, "x")(magnitudes, {});
        };
        const auto first = masks(uNet, randomSeparatorWeights(uNet, 1));
        const auto second = masks(bands, randomSeparatorWeights(bands, 2));
        const auto mean = masks(info, joined.tensors);
        QVERIFY(maxAbsDifference(first[3], second[3]) > 1e-2);
        for (std::size_t s = 0; s < 5; ++s)
            for (std::size_t i = 0; i < magnitudes.size(); ++i)
                QVERIFY(std::abs(mean[s][i] - (first[s][i] + second[s][i]) / 2.0f) <= 1e-6f);
    }

    void networksOfOneFormGetTheMeanOfTheirWeights()
    {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        const SeparatorInfo info = smallInfo(SeparatorKind::SharedUNet);
        writeSeparator(root / "a", info, 1);
        writeSeparator(root / "b", info, 2);
        const JoinedSeparator joined = joinSeparators(root / "a", root / "b", 0.75);
        QVERIFY(joined.info.kind == info.kind);
        QVERIFY(joined.info.description.starts_with(
            "The mean of the weights of two networks, the second's share being 75 %."));
        const TensorMap first = randomSeparatorWeights(info, 1);
        const TensorMap second = randomSeparatorWeights(info, 2);
        QCOMPARE(joined.tensors.size(), first.size());
        for (const auto& [name, tensor] : joined.tensors)
            for (std::size_t i = 0; i < tensor.values.size(); ++i)
                QVERIFY(std::abs(tensor.values[i] - 0.25f * first.at(name).values[i] -
                                 0.75f * second.at(name).values[i]) < 1e-6f);
    }

    void networksThatDoNotFitAreNotJoined()
    {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        SeparatorInfo bands = smallInfo(SeparatorKind::BandSplit);
        writeSeparator(root / "u", smallInfo(SeparatorKind::SharedUNet), 1);
        writeSeparator(root / "b", bands, 1);
        std::ranges::reverse(bands.stems);
        writeSeparator(root / "other", bands, 1);
        const auto errorWith = [&](const char* first, const char* second) {
            return errorOf([&] { joinSeparators(root / first, root / second); });
        };
        QVERIFY(errorWith("u", "b").empty());
        QVERIFY(errorWith("b", "u").find("U-Net") != std::string::npos);
        SeparatorInfo wider = smallInfo(SeparatorKind::SharedUNet);
        wider.filters.back() += 8;
        writeSeparator(root / "wider", wider, 1);
        QVERIFY(errorWith("u", "wider").find("band-split") != std::string::npos);
        QVERIFY(errorWith("u", "other").find("differ") != std::string::npos);
    }

    void senselessCardsAreRefused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("hop") << "\"hop\": 64"
                             << "\"hop\": 0";
        QTest::newRow("hop that does not divide") << "\"hop\": 64"
                                                  << "\"hop\": 63";
        QTest::newRow("frame") << "\"frameSize\": 256"
                               << "\"frameSize\": 1000000";
        QTest::newRow("segment") << "\"segmentFrames\": 16"
                                 << "\"segmentFrames\": 17";
        QTest::newRow("negative segment") << "\"segmentFrames\": 16"
                                          << "\"segmentFrames\": -16";
        QTest::newRow("bins") << "\"frequencyBins\": 64"
                              << "\"frequencyBins\": 4096";
        QTest::newRow("rate") << "\"sampleRate\": 44100"
                              << "\"sampleRate\": 0";
        QTest::newRow("kind") << "spleeter-unet"
                              << "transformer";
        QTest::newRow("same names") << "\"piano\""
                                    << "\"vocals\"";
        QTest::newRow("type") << "\"softmax\": true"
                              << "\"softmax\": \"yes\"";
        QTest::newRow("missing") << "\"softmax\""
                                 << "\"hardmax\"";
        QTest::newRow("no JSON") << "{"
                                 << "[";
    }

    void senselessCardsAreRefused()
    {
        QFETCH(const QString, from);
        QFETCH(const QString, to);
        QString card = QString::fromStdString(toJson(smallInfo()));
        QVERIFY(card.contains(from));
        card.replace(from, to);
        const std::string error = errorOf([&] { parseSeparatorInfo(card.toStdString(), "f.x"); });
        QVERIFY(error.find("'f.x'") != std::string::npos);
    }

    void senselessBandsAreRefused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        for (const char* count : {"0", "-8", "40", "513", "100000000000", "\"8\""})
            QTest::addRow("%s bands", count)
                << "\"count\": 8" << QString("\"count\": %1").arg(count);
        for (const char* channels : {"0", "-6", "513"})
            QTest::addRow("%s channels", channels)
                << "\"channels\": 6" << QString("\"channels\": %1").arg(channels);
        for (const char* blocks : {"0", "17"})
            QTest::addRow("%s blocks", blocks)
                << "\"blocks\": 1" << QString("\"blocks\": %1").arg(blocks);
        QTest::newRow("none") << "\"bands\""
                              << "\"bonds\"";
        QTest::newRow("no count") << "\"count\""
                                  << "\"number\"";
        QTest::newRow("no filters") << "averaged"
                                    << "band-split";  // which has none
    }

    void senselessBandsAreRefused()
    {
        QFETCH(const QString, from);
        QFETCH(const QString, to);
        QString card = QString::fromStdString(toJson(smallInfo(SeparatorKind::Averaged)));
        QVERIFY(card.contains(from));
        card.replace(from, to);
        const std::string error = errorOf([&] { parseSeparatorInfo(card.toStdString(), "f.x"); });
        QVERIFY(error.find("'f.x'") != std::string::npos);
    }

    void bandsThatTakeTooMuchMemoryAreRefused()
    {
        SeparatorInfo info = smallInfo(SeparatorKind::BandSplit);
        info.stft = {4096, 1024};
        info.frequencyBins = 2048;
        info.bands = {200, 100, 2};
        const auto error = [&] { return errorOf([&] { parseSeparatorInfo(toJson(info), "x"); }); };
        info.segmentFrames = 1024;
        QVERIFY(error().empty());
        info.segmentFrames = 8192;
        QVERIFY(error().find("memory") != std::string::npos);
        info.segmentFrames = 16;
        info.stft = {65536, 16384};
        info.frequencyBins = 32768;
        QVERIFY(error().find("weights") != std::string::npos);
    }

    void operationsAreCounted()
    {
        SeparatorInfo info = smallInfo();  // 16 × 64 points, filters 4 and 6
        const double down = 8 * 32 * 25 * 2 * 4 + 4 * 16 * 25 * 4 * 6;
        const double up = 4 * 16 * 25 * 6 * 4 + 8 * 32 * 25 * (4 + 4) * 1;
        const double mask = 16 * 64 * 16 * 1 * 2;
        QCOMPARE(operationsPerSegment(info), 5 * 2 * (down + up + mask));
        QVERIFY(std::abs(operationsPerSegment(spleeterInfo(5)) / 1e9 - 61.0) < 6.0);

        // 8 bands of 6 channels, 1 block.
        const double bins = 16 * 64 * 6 * (2 + 10);
        const double gru = 16 * 8 * (2 * 3 * 6 * (6 + 6) + 2 * 6 * 6);
        const double hidden = 16 * 8 * 6 * 6;
        const double bands = operationsPerSegment(smallInfo(SeparatorKind::BandSplit));
        QCOMPARE(bands, 2 * (bins + 2 * gru + hidden));
        QCOMPARE(operationsPerSegment(smallInfo(SeparatorKind::Averaged)),
                 bands + operationsPerSegment(smallInfo(SeparatorKind::SharedUNet)));
    }

    void tensorsThatDoNotFitAreNamed()
    {
        const SeparatorInfo info = smallInfo();
        const TensorMap weights = randomSeparatorWeights(info, 1);
        const std::string name = "drums.up1.weight";
        const auto errorWith = [&](const TensorMap& tensors) {
            return errorOf([&] { makeMaskNetwork(info, tensors, "f"); });
        };
        QVERIFY(errorWith(weights).empty());
        TensorMap changed = weights;
        changed.erase(name);
        QVERIFY(errorWith(changed).find(name) != std::string::npos);
        changed = weights;
        std::swap(changed[name].shape[0], changed[name].shape[1]);
        QVERIFY(errorWith(changed).find(name) != std::string::npos);
        changed = weights;
        changed[name].values[7] = std::nanf("");
        QVERIFY(errorWith(changed).find(name) != std::string::npos);
        changed = weights;
        changed["drums.extra"] = {{1}, {0.0f}};
        QVERIFY(errorWith(changed).find("drums.extra") != std::string::npos);
    }

    void checkpointsOfTwoFourAndFiveStemsAreImported_data()
    {
        QTest::addColumn<int>("stems");
        for (const int stems : {2, 4, 5})
            QTest::addRow("%d stems", stems) << stems;
    }

    void checkpointsOfTwoFourAndFiveStemsAreImported()
    {
        QFETCH(const int, stems);
        const SpleeterWeights weights = spleeterWeights(stems);
        const auto [index, data] = checkpointOf(weights.theirs);
        const CheckpointFolder folder(index, data);
        const auto file = folder.path() / "x.whence-separator";
        const SeparatorInfo info = importSpleeter(folder.path(), file);
        QCOMPARE(toJson(info), toJson(weights.info));
        QVERIFY(readTensorFile(file, "whence-separator").tensors == weights.ours);
        QVERIFY(Separator::load(file).info().stems == weights.info.stems);
    }

    void incompleteCheckpointNamesWhatIsMissing()
    {
        SpleeterWeights weights = spleeterWeights(2);
        weights.theirs.erase("batch_normalization_13/moving_mean");
        auto [index, data] = checkpointOf(weights.theirs);
        const CheckpointFolder folder(index, data);
        const auto file = folder.path() / "x.whence-separator";
        const std::string error = errorOf([&] { importSpleeter(folder.path(), file); });
        QVERIFY(error.find("'batch_normalization_13/moving_mean'") != std::string::npos);
        QVERIFY(!std::filesystem::exists(file));
        const CheckpointFolder foreign(checkpointOf({{"a", {{1}, {0.0f}}}}).first, "0000");
        QVERIFY_THROWS_EXCEPTION(Error, importSpleeter(foreign.path(), file));
    }

private:
    /// Masks of the reduced checkpoint for one segment.
    static std::vector<std::vector<float>> importedMasks(const SeparatorInfo& info,
                                                         const std::vector<float>& magnitudes)
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("x").toStdString();
        importSpleeter(sharedPath("reference/spleeter/reduced_5stems_checkpoint"), file);
        const TensorFile content = readTensorFile(file, "whence-separator");
        return makeMaskNetwork(info, content.tensors, "x")(magnitudes, {});
    }
};

QTEST_MAIN(TestSeparator)
#include "tst_separator.moc"
