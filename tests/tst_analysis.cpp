#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <set>

#include "core/analysis.h"
#include "core/audio/resample.h"
#include "core/content_hash.h"
#include "core/error.h"
#include "core/separation/stem_folder.h"
#include "core/tensors/network_library.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr double windowSeconds = 4.0;
constexpr int framesOfWindow = 125;

/// The mean of the bands from `first` on.
double level(const LogSpectrogram& spectrogram, int first, int bands)
{
    double sum = 0.0;
    for (int band = first; band < first + bands; ++band)
        for (int frame = 0; frame < spectrogram.frames; ++frame)
            sum += spectrogram.value(band, frame);
    return sum / (bands * spectrogram.frames);
}

/// Hears how low and how high the sound is; what it hears depends on nothing else.
ModelInfo earInfo()
{
    ModelInfo info;
    info.name = "Ear";
    info.features = {"lowness", "highness"};
    info.emotions = {"arousal", "valence"};
    info.weights = {{0.0f, 1.0f}, {1.0f, -0.25f}};
    info.biases = {0.0f, 0.125f};
    info.windowSeconds = windowSeconds;
    info.windowFrames = framesOfWindow;
    return info;
}

Prediction hear(const LogSpectrogram& spectrogram)
{
    const ModelInfo info = earInfo();
    Prediction prediction;
    prediction.features = {level(spectrogram, 0, 30), level(spectrogram, 120, 25)};
    for (std::size_t e = 0; e < info.emotions.size(); ++e)
        prediction.emotions.push_back(info.biases[e] + info.weights[e][0] * prediction.features[0] +
                                      info.weights[e][1] * prediction.features[1]);
    return prediction;
}

const EmotionModel ear(earInfo(), hear);

AudioBuffer sum(AudioBuffer a, const AudioBuffer& b)
{
    for (std::size_t c = 0; c < a.channels.size(); ++c)
        std::ranges::transform(a.channels[c], b.channels[c], a.channels[c].begin(), std::plus());
    return a;
}

/// High-pitched drums, a low bass and a voice between them that the model hardly hears.
AudioBuffer drums(double seconds)
{
    return sum(sine(6000.0, seconds, 22050, 2, 0.2), sine(7100.0, seconds, 22050, 2, 0.2));
}

AudioBuffer bass(double seconds)
{
    return sum(sine(60.0, seconds, 22050, 2, 0.2), sine(95.0, seconds, 22050, 2, 0.2));
}

AudioBuffer vocals(double seconds)
{
    return sine(900.0, seconds, 22050, 2, 0.1);
}

StemSource fromFolder(const std::filesystem::path& folder)
{
    StemSource source;
    source.folder = folder;
    return source;
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

const Check& checkOf(const Analysis& analysis, const std::string& name)
{
    const auto check = std::ranges::find(analysis.checks, name, &Check::name);
    if (check == analysis.checks.end())
        throw Error("There is no check " + name + ".");
    return *check;
}

}  // namespace

class TestAnalysis : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tracesAnEmotionToTheStemThatCausesIt();
    void everythingAddsUp();
    void stemsOfTheWindowAreReturned();
    void aFolderOfStemsIsARecording();
    void aResidualThatMattersWithholdsTheStem();
    void theResidualCanBeAComponent();
    void aResidualBesideTheStemsIsTheResidual();
    void everyFeatureIsChecked();
    void aSilentWindowIsSaidToBe();
    void shortLoopsAreSaidToDrift();
    void aSingleStemIsExplainedByWhatItChanges();
    void everyChannelIsHeardInStemsToo();
    void parityOfAFloatFileStaysFloat();
    void sameInputGivesTheSameResult();
    void everyStageCanBeCancelled();
    void progressNeverGoesBack();
    void aShortPieceIsRotatedForStability();
    void shiftsAndBaselinesCanBeLeftOut();
    void parityFollowsTheAuthorsRoute();
    void aModelWithoutEmotionsIsExplainedByFeature();
    void warnsOfWhatItCannotKeep();
    void refusesWhatMakesNoSense();
    void onlyTheSurroundingsOfTheWindowAreSeparated();

private:
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    AnalysisResult analyzed(const AnalysisOptions& options = {},
                            const Progress& progress = {}) const
    {
        return analyze(path("mix.wav"), ear, fromFolder(path("stems")), options, progress);
    }

    QTemporaryDir m_folder;
};

void TestAnalysis::initTestCase()
{
    std::filesystem::create_directory(path("stems"));
    writeAudio(path("stems/bass.wav"), bass(8.0));
    writeAudio(path("stems/drums.wav"), drums(8.0));
    writeAudio(path("stems/vocals.wav"), vocals(8.0));
    writeAudio(path("mix.wav"), sum(sum(bass(8.0), drums(8.0)), vocals(8.0)));
}

void TestAnalysis::tracesAnEmotionToTheStemThatCausesIt()
{
    const Analysis analysis = analyzed().analysis;
    QCOMPARE(int(analysis.chains.size()), 2);
    QCOMPARE(analysis.chains[0].emotion, std::string("arousal"));
    QCOMPARE(analysis.chains[0].feature, std::string("highness"));
    QCOMPARE(analysis.chains[0].stem, std::string("drums"));
    QCOMPARE(analysis.chains[1].feature, std::string("lowness"));
    QCOMPARE(analysis.chains[1].stem, std::string("bass"));
    QVERIFY(contains(analysis.chains[1].sentence, "mostly from the bass"));
    for (const Check& check : analysis.checks)
        QVERIFY2(check.status != CheckStatus::Failed, check.message.c_str());
}

void TestAnalysis::everythingAddsUp()
{
    const Analysis analysis = analyzed().analysis;
    QCOMPARE(analysis.track.file, std::string("mix.wav"));
    QVERIFY(std::abs(analysis.track.duration - 8.0) < 1e-6);
    QCOMPARE(analysis.track.sha256.size(), std::size_t(64));
    QVERIFY(std::abs(analysis.window.start - 2.0) < 1e-6);
    QCOMPARE(int(analysis.timeline.size()), 1);
    QCOMPARE(int(analysis.mixes.coalitions.size()), 8);
    QCOMPARE(int(analysis.stability.size()), 2);
    QCOMPARE(analysis.stability[0].replicates, 5);
    for (int emotion = 0; emotion < 2; ++emotion) {
        double value = analysis.model.biases[emotion];
        for (const Effect& effect : analysis.effects[emotion])
            value += effect.effect;
        QVERIFY(std::abs(value - analysis.prediction.emotions[emotion]) < 1e-9);
    }
    // The recording is the sum of its stems, so the model hears the same in both.
    QVERIFY(maxAbsDifference(analysis.prediction.features,
                             analysis.mixes.predictions.front().features) < 1e-4);
    QVERIFY(maxAbsDifference(analysis.prediction.features,
                             analysis.timeline[0].prediction.features) < 1e-2);
}

void TestAnalysis::stemsOfTheWindowAreReturned()
{
    const AnalysisResult result = analyzed();
    QCOMPARE(int(result.stems.stems.size()), 3);
    for (const AudioBuffer& stem : result.stems.stems) {
        QCOMPARE(stem.sampleRate, 22050);
        QCOMPARE(int(stem.channels.size()), 2);
        QCOMPARE(int(stem.frames()), 4 * 22050);
    }
    QCOMPARE(result.stems.names, result.analysis.mixes.components);
    QCOMPARE(result.spectrogram.frames, frameCount(8 * 22050, {}));
    QVERIFY(std::ranges::max(result.spectrogram.values) > 1.0f);
}

void TestAnalysis::aFolderOfStemsIsARecording()
{
    const Analysis folder = analyze(path("stems/"), ear, {}).analysis;
    const Analysis file = analyzed().analysis;
    QCOMPARE(folder.track.file, std::string("stems"));
    QCOMPARE(folder.track.sha256.size(), std::size_t(64));
    QCOMPARE(folder.stemsSha256, std::string());
    QCOMPARE(file.stemsSha256, contentHash(path("stems")));
    QVERIFY(maxAbsDifference(folder.prediction.emotions, file.prediction.emotions) < 1e-4);
    QCOMPARE(folder.chains[1].stem, std::string("bass"));
    QCOMPARE(checkOf(folder, "residual").status, CheckStatus::Ok);
}

void TestAnalysis::aResidualThatMattersWithholdsTheStem()
{
    // The recording has loud low tones that are in no stem.
    AudioBuffer mix = sum(bass(8.0), drums(8.0));
    for (double frequency = 40.0; frequency < 350.0; frequency += 30.0)
        mix = sum(mix, sine(frequency, 8.0, 22050, 2, 0.1));
    writeAudio(path("more.wav"), mix);
    const Analysis analysis = analyze(path("more.wav"), ear, fromFolder(path("stems"))).analysis;
    QVERIFY(analysis.chains[1].stem.empty());
    QVERIFY(contains(analysis.chains[1].sentence, "No stem is named"));
    QVERIFY(contains(analysis.chains[1].sentence, "stems do not explain the recording"));
}

void TestAnalysis::theResidualCanBeAComponent()
{
    AnalysisOptions options;
    options.residualComponent = true;
    const Analysis analysis =
        analyze(path("more.wav"), ear, fromFolder(path("stems")), options).analysis;
    QCOMPARE(int(analysis.mixes.coalitions.size()), 16);
    QCOMPARE(analysis.mixes.components.back(), std::string("residual"));
    QVERIFY(maxAbsDifference(analysis.prediction.features,
                             analysis.mixes.predictions.front().features) < 1e-4);
}

void TestAnalysis::aResidualBesideTheStemsIsTheResidual()
{
    std::filesystem::create_directory(path("with residual"));
    writeAudio(path("with residual/bass.wav"), bass(8.0));
    writeAudio(path("with residual/residual.wav"), drums(8.0));
    AnalysisOptions options;
    options.residualComponent = true;
    options.shifts = 0;
    const Analysis analysis =
        analyze(path("mix.wav"), ear, fromFolder(path("with residual")), options).analysis;
    QCOMPARE(analysis.mixes.components, (std::vector<std::string>{"bass", "residual"}));
}

void TestAnalysis::everyFeatureIsChecked()
{
    ModelInfo info = earInfo();
    info.weights = {{0.0f, 1.0f}, {0.0f, 1.0f}};  // no chain runs through lowness
    const Analysis analysis =
        analyze(path("mix.wav"), EmotionModel(info, hear), fromFolder(path("stems"))).analysis;
    for (const char* name :
         {"feature_validity", "known_causes", "residual", "near_silent_stems", "fidelity",
          "stability", "shapley_values", "level_sensitivity", "baselines"})
        for (const std::string& feature : info.features)
            QVERIFY2(std::ranges::any_of(analysis.checks,
                                         [&](const Check& check) {
                                             return check.name == name && check.feature == feature;
                                         }),
                     name);
}

void TestAnalysis::aSilentWindowIsSaidToBe()
{
    std::filesystem::create_directory(path("half"));
    AudioBuffer audio = sum(bass(16.0), drums(16.0));
    for (auto& channel : audio.channels)
        std::fill(channel.begin() + 8 * 22050, channel.end(), 0.0f);
    writeAudio(path("half.wav"), audio);
    writeAudio(path("half/drums.wav"), audio);
    writeAudio(path("half/bass.wav"), silence(16.0, 22050, 2));
    AnalysisOptions options;
    options.start = 11.0;
    const Analysis analysis =
        analyze(path("half.wav"), ear, fromFolder(path("half")), options).analysis;
    QCOMPARE(int(analysis.track.warnings.size()), 1);
    QVERIFY(contains(analysis.track.warnings[0], "window is silent"));
    QCOMPARE(checkOf(analysis, "residual").status, CheckStatus::Ok);
    QCOMPARE(checkOf(analysis, "baselines").status, CheckStatus::Ok);
    for (const Chain& chain : analysis.chains)
        QVERIFY(chain.stem.empty());
}

void TestAnalysis::shortLoopsAreSaidToDrift()
{
    AnalysisOptions options;
    options.shifts = 0;
    options.length = 2.0;
    const Analysis brief = analyzed(options).analysis;
    QCOMPARE(int(brief.track.warnings.size()), 1);
    QVERIFY(contains(brief.track.warnings[0], "lasts only 2.0 s and is repeated"));
    options.length = 3.0;
    QVERIFY(analyzed(options).analysis.track.warnings.empty());
}

void TestAnalysis::aSingleStemIsExplainedByWhatItChanges()
{
    std::filesystem::create_directory(path("one"));
    writeAudio(path("one/everything.wav"), sum(bass(8.0), drums(8.0)));
    const Analysis analysis = analyze(path("one"), ear, {}).analysis;
    const SourceExplanation& source = analysis.sources[0];
    QCOMPARE(source.lime.coefficients, source.shapley);
    QVERIFY(source.shapley[0] > 0.01);
    QVERIFY(std::isnan(source.lime.r2));
    QVERIFY(!checkOf(analysis, "fidelity").value);
    QCOMPARE(analysis.stability[0].minimum.size(), std::size_t(1));
    QVERIFY(analysis.stability[0].minimum[0] > 0.01);
    QCOMPARE(analysis.chains[1].stem, std::string("everything"));
    QVERIFY(!contains(analysis.chains[1].sentence, "0.00"));
}

void TestAnalysis::everyChannelIsHeardInStemsToo()
{
    // Of the four channels the last two hold the music.
    const auto inTheBack = [](const AudioBuffer& audio) {
        const std::vector<float> nothing(audio.frames());
        return AudioBuffer{audio.sampleRate,
                           {nothing, nothing, audio.channels[0], audio.channels[1]}};
    };
    std::filesystem::create_directory(path("four"));
    writeAudio(path("four/bass.wav"), inTheBack(bass(8.0)));
    writeAudio(path("four/drums.wav"), inTheBack(drums(8.0)));
    writeAudio(path("four.wav"), inTheBack(sum(bass(8.0), drums(8.0))));
    AnalysisOptions options;
    options.shifts = 0;
    const Analysis analysis =
        analyze(path("four.wav"), ear, fromFolder(path("four")), options).analysis;
    QVERIFY(maxAbsDifference(analysis.prediction.features,
                             analysis.mixes.predictions.front().features) < 1e-4);
    QCOMPARE(analysis.chains[1].stem, std::string("bass"));
    QVERIFY(contains(analysis.track.warnings.at(0), "4 channels"));
}

void TestAnalysis::parityOfAFloatFileStaysFloat()
{
    AnalysisOptions options;
    options.parity = true;
    options.shifts = 0;
    options.baselines = false;
    const AnalysisResult result = analyzed(options);  // of a WAV in floating point at 22.05 kHz
    const AudioBuffer window =
        slice(downmix(decodeAudio(path("mix.wav")).audio), 2 * 22050, 4 * 22050);
    const auto heard = [&](ParityRoute route) {
        return hear(
            sliceOrLoop(computeLogSpectrogram(prepareLikeReference(window.channels[0], route)), 0,
                        framesOfWindow));
    };
    QVERIFY(maxAbsDifference(result.analysis.prediction.features,
                             heard(ParityRoute::Array).features) < 1e-9);
    QVERIFY(maxAbsDifference(result.analysis.prediction.features,
                             heard(ParityRoute::File).features) > 1e-9);
}

void TestAnalysis::sameInputGivesTheSameResult()
{
    const AnalysisResult first = analyzed();
    const AnalysisResult second = analyzed();
    QCOMPARE(first.analysis.prediction, second.analysis.prediction);
    QCOMPARE(first.analysis.mixes.predictions, second.analysis.mixes.predictions);
    QCOMPARE(first.spectrogram, second.spectrogram);
    QCOMPARE(first.analysis.checks.size(), second.analysis.checks.size());
    for (std::size_t i = 0; i < first.analysis.checks.size(); ++i)
        QCOMPARE(first.analysis.checks[i].message, second.analysis.checks[i].message);
    for (std::size_t i = 0; i < first.analysis.chains.size(); ++i)
        QCOMPARE(first.analysis.chains[i].sentence, second.analysis.chains[i].sentence);
}

void TestAnalysis::everyStageCanBeCancelled()
{
    std::set<std::string> stages;
    analyzed({}, Progress([&](double, const std::string& stage) {
                 stages.insert(stage);
                 return true;
             }));
    QVERIFY(stages.size() >= 6);
    for (const std::string& unwanted : stages) {
        int reportsAfter = -1;
        QVERIFY_EXCEPTION_THROWN(analyzed({}, Progress([&](double, const std::string& stage) {
                                              reportsAfter +=
                                                  reportsAfter >= 0 || stage == unwanted;
                                              return stage != unwanted;
                                          })),
                                 Cancelled);
        QCOMPARE(reportsAfter, 0);
    }
}

void TestAnalysis::progressNeverGoesBack()
{
    double last = 0.0;
    bool isMonotonic = true;
    analyzed({}, Progress([&](double done, const std::string&) {
                 isMonotonic = isMonotonic && done >= last - 1e-9 && done <= 1.0 + 1e-9;
                 last = done;
                 return true;
             }));
    QVERIFY(isMonotonic);
    QVERIFY(std::abs(last - 1.0) < 1e-9);
}

void TestAnalysis::aShortPieceIsRotatedForStability()
{
    AnalysisOptions options;
    options.start = 5.0;
    const Analysis end = analyzed(options).analysis;
    QVERIFY(end.window.looped && std::abs(end.window.length - 3.0) < 1e-6);
    QCOMPARE(end.stability[0].replicates, 5);
    QCOMPARE(end.chains[1].stem, std::string("bass"));

    std::filesystem::create_directory(path("short"));
    writeAudio(path("short/bass.wav"), bass(1.5));
    writeAudio(path("short/drums.wav"), drums(1.5));
    const Analysis piece = analyze(path("short"), ear, {}).analysis;
    QVERIFY(piece.window.looped);
    QCOMPARE(int(piece.timeline.size()), 1);
    QCOMPARE(piece.stability[0].replicates, 5);
}

void TestAnalysis::shiftsAndBaselinesCanBeLeftOut()
{
    AnalysisOptions options;
    options.shifts = 0;
    options.baselines = false;
    const Analysis analysis = analyzed(options).analysis;
    QCOMPARE(checkOf(analysis, "stability").status, CheckStatus::Unknown);
    QVERIFY(std::ranges::find(analysis.checks, "baselines", &Check::name) == analysis.checks.end());
    QCOMPARE(analysis.chains[1].stem, std::string("bass"));
}

void TestAnalysis::parityFollowsTheAuthorsRoute()
{
    AnalysisOptions options;
    options.parity = true;
    options.shifts = 0;
    ModelInfo info = earInfo();
    info.referenceSet = "clips";
    info.reference = {{"lowness", {0.1, 1.0}}, {"highness", {0.1, 1.0}}};
    const AnalysisResult result =
        analyze(path("mix.wav"), EmotionModel(info, hear), fromFolder(path("stems")), options);
    const MixTable expected =
        predictMixes(toMono(result.stems, 22050), ear, allCoalitions(3), MixGain::Parity);
    for (std::size_t i = 0; i < expected.predictions.size(); ++i)
        QVERIFY(maxAbsDifference(result.analysis.mixes.predictions[i].features,
                                 expected.predictions[i].features) < 1e-2);
    QVERIFY(!result.analysis.effects[0][0].centered);
    QVERIFY(contains(checkOf(result.analysis, "provenance").message,
                     "each normalized and trimmed on its own"));
}

void TestAnalysis::aModelWithoutEmotionsIsExplainedByFeature()
{
    ModelInfo info = earInfo();
    info.emotions.clear();
    info.weights.clear();
    info.biases.clear();
    const EmotionModel model(info, [](const LogSpectrogram& spectrogram) {
        Prediction prediction = hear(spectrogram);
        prediction.emotions.clear();
        return prediction;
    });
    const Analysis analysis = analyze(path("mix.wav"), model, fromFolder(path("stems"))).analysis;
    QVERIFY(analysis.effects.empty());
    QCOMPARE(int(analysis.chains.size()), 1);
    QVERIFY(contains(analysis.chains[0].sentence, "no emotion to trace back"));
    QCOMPARE(int(std::ranges::count(analysis.checks, "fidelity", &Check::name)), 2);
}

void TestAnalysis::warnsOfWhatItCannotKeep()
{
    AnalysisOptions options;
    options.length = 60.0;
    const Analysis analysis = analyzed(options).analysis;
    QCOMPARE(int(analysis.track.warnings.size()), 1);
    QVERIFY(contains(analysis.track.warnings[0], "hears 4 s at once"));
    QCOMPARE(analysis.window.length, windowSeconds);
}

void TestAnalysis::refusesWhatMakesNoSense()
{
    QVERIFY(
        !errorOf([&] { analyze(path("missing.wav"), ear, fromFolder(path("stems"))); }).empty());
    writeAudio(path("silence.wav"), silence(5.0, 44100));
    QVERIFY(contains(errorOf([&] { analyze(path("silence.wav"), ear, fromFolder(path("stems"))); }),
                     "silent throughout"));
    QVERIFY(!errorOf([&] { analyze(path("mix.wav"), ear, fromFolder(path("no stems"))); }).empty());

    const auto refused = [&](auto change) {
        AnalysisOptions options;
        change(options);
        return !errorOf([&] { analyzed(options); }).empty();
    };
    QVERIFY(refused([](AnalysisOptions& options) { options.start = 9.0; }));
    QVERIFY(refused([](AnalysisOptions& options) { options.length = -1.0; }));
    QVERIFY(refused([](AnalysisOptions& options) { options.timelineHop = 0.0; }));
    QVERIFY(refused([](AnalysisOptions& options) { options.shifts = -1; }));
    QVERIFY(refused([](AnalysisOptions& options) { options.shiftRange = std::nan(""); }));
    QVERIFY(refused([](AnalysisOptions& options) { options.lime.kernelWidth = 0.0; }));
}

void TestAnalysis::onlyTheSurroundingsOfTheWindowAreSeparated()
{
    if (!hasShared("reference/spleeter/reduced_5stems_checkpoint"))
        return;
    setNetworkThreads(1);  // the network is tiny, and other tests run beside this one
    importSpleeter(sharedPath("reference/spleeter/reduced_5stems_checkpoint"),
                   path("reduced.whence-separator"));
    writeAudio(path("long.wav"), noise(20.0, 22050, 1, 0.2));
    StemSource source;
    source.separator = Separator::load(path("reduced.whence-separator"));
    AnalysisOptions options;
    options.shifts = 0;
    options.baselines = false;
    source.cache = StemCache(path("cache"));
    const AnalysisResult result = analyze(path("long.wav"), ear, source, options);
    QCOMPARE(result.analysis.mixes.components,
             (std::vector<std::string>{"vocals", "piano", "drums", "bass", "other"}));
    QVERIFY(std::abs(result.analysis.window.start - 8.0) < 1e-6);
    for (const AudioBuffer& stem : result.stems.stems)
        QVERIFY(std::abs(stem.duration() - windowSeconds) < 1e-6);
    QCOMPARE(result.analysis.separatorName, source.separator->info().name);
    QCOMPARE(result.analysis.separatorId, source.separator->info().id);

    // What the cache kept gives the same numbers.
    QVERIFY(source.cache->size() > 0);
    const AnalysisResult again = analyze(path("long.wav"), ear, source, options);
    QCOMPARE(again.analysis.mixes.predictions, result.analysis.mixes.predictions);
    source.cache.reset();
    const AnalysisResult without = analyze(path("long.wav"), ear, source, options);
    QCOMPARE(without.analysis.mixes.predictions, result.analysis.mixes.predictions);

    options.parity = true;
    const AnalysisResult parity = analyze(path("long.wav"), ear, source, options);
    QCOMPARE(int(parity.analysis.mixes.components.size()), 5);
    QVERIFY(parity.analysis.mixes.predictions != result.analysis.mixes.predictions);
}

QTEST_GUILESS_MAIN(TestAnalysis)
#include "tst_analysis.moc"
