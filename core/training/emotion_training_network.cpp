#include "core/training/emotion_training_network.h"

#include <torch/optim/adam.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>

#include "core/data/prefetch.h"
#include "core/error.h"
#include "core/model/rf_resnet.h"
#include "core/training/checkpoint.h"
#include "core/training/emotion_batches.h"
#include "core/training/mixed_precision.h"

namespace whence {

namespace {

torch::Tensor matrix(const std::vector<float>& values, int rows)
{
    return torch::tensor(values).reshape({rows, -1});
}

torch::Tensor input(const EmotionBatch& batch)
{
    // With a single channel contiguous() keeps strides that torch takes for channels first, and all
    // layers would follow them.
    torch::Tensor maps =
        torch::empty({batch.size, 1, batch.bands, batch.frames}, torch::MemoryFormat::ChannelsLast);
    std::ranges::copy(batch.spectrograms, maps.data_ptr<float>());
    return maps;
}

/// Mean squared error over the rows that have labels; 0 without any.
torch::Tensor meanSquaredError(const torch::Tensor& predicted, const std::vector<float>& labels,
                               const std::vector<float>& mask, const torch::Tensor& weights)
{
    const auto rows = std::int64_t(mask.size());
    const torch::Tensor known = torch::tensor(mask).unsqueeze(1);
    const torch::Tensor error =
        (predicted.to(torch::kFloat32) - matrix(labels, int(rows))).square() * weights * known;
    return error.sum() / std::max(1.0f, known.sum().item<float>()) / double(predicted.size(1));
}

/// One training from its start or checkpoint to its end.
class Training {
public:
    Training(const TrainingData& data, const EmotionTrainingOptions& options,
             const AssessOutput& assess);

    void run(const std::function<void(const EpochReport&)>& finished, const Progress& progress);
    TrainedNetwork result() const;

private:
    void startWeights();
    void startHead(torch::Tensor weight) const;
    void resume();
    void save() const;
    void setLearningRate(double rate);
    EpochReport trainEpoch(int epoch, const Progress& progress);
    std::pair<double, double> step(const EmotionBatch& batch);
    void validate(EpochReport& report);

    const TrainingData& m_data;
    const EmotionTrainingOptions& m_options;
    const AssessOutput& m_assess;
    LabelCounts m_counts;
    EmotionBatches m_batches;
    RfResnet m_network{nullptr};
    torch::Tensor m_featureWeights;
    std::unique_ptr<torch::optim::Adam> m_optimizer;
    std::int64_t m_steps = 0;  // of the optimizer
    EarlyStopping m_stopping;
    std::vector<EpochReport> m_history;
    std::vector<std::vector<float>> m_headStart;
    TensorMap m_best;
};

/// Throws Error unless the network can start from these: its own form, perhaps with fewer channels.
void checkStart(const TensorMap& start, RfResnetOptions options)
{
    const std::string name = "The network to start from";
    const int channels = baseChannelsOf(start, name);
    if (channels > options.baseChannels)
        throw Error(name + " has " + std::to_string(channels) + " base channels, more than the " +
                    std::to_string(options.baseChannels) + " of the one to train.");
    options.baseChannels = channels;
    checkRfResnetTensors(start, options, name);
}

bool isHead(const std::string& parameter)
{
    return parameter.starts_with("feed_forward.");
}

torch::optim::AdamParamState& stateOf(torch::optim::Adam& optimizer, const torch::Tensor& parameter)
{
    auto& state = optimizer.state()[c10::guts::to_string(parameter.unsafeGetTensorImpl())];
    if (!state)
        state = std::make_unique<torch::optim::AdamParamState>();
    return static_cast<torch::optim::AdamParamState&>(*state);
}

Training::Training(const TrainingData& data, const EmotionTrainingOptions& options,
                   const AssessOutput& assess)
    : m_data(data),
      m_options(options),
      m_assess(assess),
      m_counts(labelCounts(data)),
      m_batches(data, options)
{
    torch::manual_seed(options.seed);
    m_network = RfResnet(RfResnetOptions{.baseChannels = options.baseChannels,
                                         .features = m_counts.features,
                                         .emotions = m_counts.emotions,
                                         .emotionBias = options.emotionBias});
    m_featureWeights = options.featureWeights.empty()
                           ? torch::ones(m_counts.features)
                           : torch::tensor(options.featureWeights).to(torch::kFloat32);
    std::vector<torch::Tensor> head;
    std::vector<torch::Tensor> rest;
    for (const auto& parameter : m_network->named_parameters())
        (isHead(parameter.key()) ? head : rest).push_back(parameter.value());
    const auto adam = torch::optim::AdamOptions(options.learningRate)
                          .betas({options.beta1, options.beta2})
                          .weight_decay(options.weightDecay);
    m_optimizer = std::make_unique<torch::optim::Adam>(
        std::vector<torch::optim::OptimizerParamGroup>{torch::optim::OptimizerParamGroup(rest)},
        adam);
    if (!head.empty())
        m_optimizer->add_param_group(torch::optim::OptimizerParamGroup(head));
    startWeights();
    if (!options.checkpoint.empty() && std::filesystem::exists(options.checkpoint))
        resume();
}

void Training::startWeights()
{
    if (!m_options.start.empty()) {
        checkStart(m_options.start, m_network->options());
        widenNetwork(*m_network, m_options.start);
    }
    if (m_counts.emotions == 0)
        return;
    const torch::NoGradGuard noGradient;
    torch::Tensor weight = m_network->named_parameters()["feed_forward.weight"];
    if (m_options.start.empty())
        startHead(weight);
    const Tensor start = toPlainTensor(weight);
    m_headStart.assign(m_counts.emotions, {});
    for (int emotion = 0; emotion < m_counts.emotions; ++emotion) {
        const auto row = start.values.begin() + std::ptrdiff_t(emotion) * m_counts.features;
        m_headStart[emotion].assign(row, row + m_counts.features);
    }
}

void Training::startHead(torch::Tensor weight) const
{
    if (m_options.headStart == HeadStart::Random)
        return;
    weight.zero_();
    if (m_options.headStart == HeadStart::Zero)
        return;
    const std::vector<std::vector<float>> fitted = fitHead(m_data, m_options.headRidge);
    for (std::size_t emotion = 0; emotion < fitted.size(); ++emotion)
        weight[std::int64_t(emotion)].copy_(torch::tensor(fitted[emotion]));
}

void Training::resume()
{
    const Checkpoint saved = readCheckpoint(m_options.checkpoint, fingerprint(m_data, m_options));
    checkRfResnetTensors(saved.network, m_network->options(), m_options.checkpoint.string());
    checkRfResnetTensors(saved.bestNetwork, m_network->options(), m_options.checkpoint.string());
    setNetworkTensors(*m_network, saved.network);
    m_best = saved.bestNetwork;
    m_stopping = saved.stopping;
    m_history = saved.history;
    m_headStart = saved.headStart;
    m_steps = saved.steps;
    for (const auto& parameter : m_network->named_parameters()) {
        const auto first = saved.firstMoments.find(parameter.key());
        const auto second = saved.secondMoments.find(parameter.key());
        const auto shape = parameter.value().sizes().vec();
        if (first == saved.firstMoments.end() || second == saved.secondMoments.end() ||
            first->second.shape != shape || second->second.shape != shape)
            throw Error("The checkpoint " + m_options.checkpoint.string() +
                        " lacks the optimizer's state of " + parameter.key() + ".");
        auto& state = stateOf(*m_optimizer, parameter.value());
        state.step(m_steps);
        state.exp_avg(toTorchTensor(first->second));
        state.exp_avg_sq(toTorchTensor(second->second));
    }
}

void Training::save() const
{
    if (m_options.checkpoint.empty())
        return;
    Checkpoint checkpoint{.fingerprint = fingerprint(m_data, m_options),
                          .epoch = int(m_history.size()),
                          .steps = m_steps,
                          .stopping = m_stopping,
                          .history = m_history,
                          .headStart = m_headStart,
                          .network = networkTensors(*m_network),
                          .bestNetwork = m_best};
    for (const auto& parameter : m_network->named_parameters()) {
        auto& state = stateOf(*m_optimizer, parameter.value());
        checkpoint.firstMoments[parameter.key()] = toPlainTensor(state.exp_avg());
        checkpoint.secondMoments[parameter.key()] = toPlainTensor(state.exp_avg_sq());
    }
    writeCheckpoint(m_options.checkpoint, checkpoint);
}

void Training::setLearningRate(double rate)
{
    auto& groups = m_optimizer->param_groups();
    groups[0].options().set_lr(rate);
    if (groups.size() > 1)
        groups[1].options().set_lr(rate * m_options.headRate);
}

std::pair<double, double> Training::step(const EmotionBatch& batch)
{
    m_optimizer->zero_grad();
    RfResnetOutput output;
    {
        const MixedPrecision precision(m_options.mixedPrecision);
        output = m_network->forward(input(batch));
    }
    const torch::Tensor featureLoss =
        meanSquaredError(output.features, batch.features, batch.hasFeatures, m_featureWeights);
    torch::Tensor loss = m_options.featureWeight * featureLoss;
    double emotionLoss = 0.0;
    if (m_counts.emotions > 0) {
        const torch::Tensor emotions = meanSquaredError(
            output.emotions, batch.emotions, batch.hasEmotions, torch::ones(m_counts.emotions));
        loss = loss + m_options.emotionWeight * emotions;
        emotionLoss = emotions.item<double>();
    }
    loss.backward();
    m_optimizer->step();
    ++m_steps;
    return {featureLoss.item<double>(), emotionLoss};
}

EpochReport Training::trainEpoch(int epoch, const Progress& progress)
{
    EpochReport report{.epoch = epoch + 1, .learningRate = learningRateAt(epoch, m_options)};
    setLearningRate(report.learningRate);
    m_network->train();
    const int steps = m_batches.stepsPerEpoch();
    Prefetch<EmotionBatch> batches(steps, m_options.batchesAhead,
                                   [&](int i) { return m_batches.make(epoch, i); });
    for (int i = 0; i < steps; ++i) {
        const auto [features, emotions] = step(batches.next());
        if (!std::isfinite(features) || !std::isfinite(emotions))
            throw Error("The training diverged in epoch " + std::to_string(epoch + 1) +
                        ": try a lower learning rate.");
        report.featureLoss += features / steps;
        report.emotionLoss += emotions / steps;
        progress.report(double(i + 1) / steps);
    }
    return report;
}

void Training::validate(EpochReport& report)
{
    const torch::NoGradGuard noGradient;
    m_network->eval();
    const int outputs = m_counts.features + m_counts.emotions;
    std::vector<std::vector<double>> predicted(outputs);
    std::vector<std::vector<double>> truth(outputs);
    constexpr int atOnce = 16;
    const int clips = int(m_data.validation.size());
    for (int first = 0; first < clips; first += atOnce) {
        const int count = std::min(atOnce, clips - first);
        const EmotionBatch batch = validationBatch(m_data.validation, first, count, m_options);
        const RfResnetOutput output = m_network->forward(input(batch));
        const Tensor values = toPlainTensor(torch::cat({output.features, output.emotions}, 1));
        for (int i = 0; i < count; ++i) {
            const LabelledClip& clip = m_data.validation[first + i];
            std::vector<float> labels = clip.features;
            labels.resize(m_counts.features);
            labels.insert(labels.end(), clip.emotions.begin(), clip.emotions.end());
            labels.resize(outputs);
            for (int j = 0; j < outputs; ++j) {
                if ((j < m_counts.features ? clip.features : clip.emotions).empty())
                    continue;
                predicted[j].push_back(values.values[std::size_t(i) * outputs + j]);
                truth[j].push_back(labels[j]);
            }
        }
    }
    for (int j = 0; j < outputs; ++j)
        report.validation.push_back(truth[j].empty() ? OutputQuality()
                                                     : m_assess(predicted[j], truth[j]));
    const bool ofFeatures = m_counts.emotions == 0 || truth.back().empty();
    const int begin = ofFeatures ? 0 : m_counts.features;
    const int end = ofFeatures ? m_counts.features : outputs;
    for (int j = begin; j < end; ++j)
        report.score += report.validation[j].rmse / (end - begin);
    if (!std::isfinite(report.score))
        throw Error("The network predicts no finite values after epoch " +
                    std::to_string(report.epoch) + ": try a lower learning rate.");
}

void Training::run(const std::function<void(const EpochReport&)>& finished,
                   const Progress& progress)
{
    for (const EpochReport& report : m_history) {
        if (finished)
            finished(report);
    }
    for (int epoch = int(m_history.size());
         epoch < m_options.epochs && !m_stopping.shouldStop(m_options.patience); ++epoch) {
        const Progress part = progress.part(double(epoch) / m_options.epochs,
                                            double(epoch + 1) / m_options.epochs, "training");
        EpochReport report = trainEpoch(epoch, part);
        validate(report);
        report.best = m_stopping.add(report.score, report.epoch);
        if (report.best)
            m_best = networkTensors(*m_network);
        m_history.push_back(report);
        save();
        if (finished)
            finished(report);
    }
}

TrainedNetwork Training::result() const
{
    return {.tensors = m_best,
            .history = m_history,
            .headStart = m_headStart,
            .bestEpoch = m_stopping.bestEpoch};
}

}  // namespace

extern "C" void whenceTrainEmotionNetwork(const TrainingData& data,
                                          const EmotionTrainingOptions& options,
                                          const AssessOutput& assess,
                                          const std::function<void(const EpochReport&)>& finished,
                                          const Progress& progress, TrainedNetwork& result)
{
    try {
        Training training(data, options, assess);
        training.run(finished, progress);
        result = training.result();
    } catch (const c10::Error& error) {
        throw Error(std::string("The training failed: ") + error.what_without_backtrace());
    }
}

}  // namespace whence
