#include "core/training/separator_training_network.h"

#include <ATen/Parallel.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/separation/network_parts.h"
#include "core/training/mixed_precision.h"
#include "core/training/separator_batches.h"
#include "core/training/separator_checkpoint.h"
#include "core/training/separator_loss.h"

namespace whence {

namespace {

constexpr auto channelsLast = at::MemoryFormat::ChannelsLast;
constexpr double largestGradient = 1.0;  // of a recurrent network: the norm over all weights

/// The loss of a batch; `gradient` takes the shape and layout of the logits.
double lossOf(const SeparatorBatch& batch, const at::Tensor& logits, at::Tensor& gradient)
{
    const at::Tensor values = logits.detach().contiguous(channelsLast);
    gradient = at::empty_like(values);
    return separatorLoss(batch, values.data_ptr<float>(), gradient.data_ptr<float>());
}

at::Tensor inputOf(const SeparatorBatch& batch, const SeparatorInfo& card, const NetworkPart& part)
{
    const at::Tensor points = at::from_blob(const_cast<float*>(batch.magnitudes.data()),
                                            {batch.size, batch.frames, batch.bins, 2}, at::kFloat)
                                  .permute({0, 3, 1, 2});  // batch × 2 × T × F
    return networkInput(points, card, part).contiguous(channelsLast);
}

TensorMap toTensors(const std::map<std::string, at::Tensor>& tensors)
{
    TensorMap result;
    for (const auto& [name, tensor] : tensors) {
        const at::Tensor plain = tensor.contiguous();
        const float* first = plain.data_ptr<float>();
        result[name] = {plain.sizes().vec(), {first, first + plain.numel()}};
    }
    return result;
}

/// Shortens the gradient, of all parameters together, to largestGradient.
void limitGradients(const StemNetwork& network)
{
    const torch::NoGradGuard noGradient;
    double square = 0.0;
    for (const at::Tensor& parameter : network.parameters())
        square += parameter.grad().square().sum().item<double>();
    if (square > largestGradient * largestGradient)
        for (const at::Tensor& parameter : network.parameters())
            parameter.mutable_grad().mul_(largestGradient / std::sqrt(square));
}

/// Adam without decay of the weights; its moments can be stored.
class Adam {
public:
    explicit Adam(const StemNetwork& network)
    {
        for (const auto& item : network.named_parameters()) {
            m_parameters[item.key()] = item.value();
            m_first[item.key()] = at::zeros_like(item.value());
            m_second[item.key()] = at::zeros_like(item.value());
        }
    }

    /// Step `number` (from 1) with the gradients that the parameters have.
    void step(int number, double rate)
    {
        const torch::NoGradGuard noGradient;
        const double firstBias = 1.0 - std::pow(beta1, number);
        const double secondBias = std::sqrt(1.0 - std::pow(beta2, number));
        for (auto& [name, parameter] : m_parameters) {
            at::Tensor& gradient = parameter.mutable_grad();
            if (!gradient.defined())
                continue;  // the norm without influence
            m_first[name].mul_(beta1).add_(gradient, 1.0 - beta1);
            m_second[name].mul_(beta2).addcmul_(gradient, gradient, 1.0 - beta2);
            parameter.addcdiv_(m_first[name], m_second[name].sqrt().div_(secondBias).add_(1e-8),
                               -rate / firstBias);
            gradient.zero_();
        }
    }

    void save(SeparatorCheckpoint& checkpoint) const
    {
        checkpoint.firstMoments = toTensors(m_first);
        checkpoint.secondMoments = toTensors(m_second);
    }
    void load(const SeparatorCheckpoint& checkpoint)
    {
        for (auto& [name, parameter] : m_parameters) {
            set(m_first[name], checkpoint.firstMoments.at(name));
            set(m_second[name], checkpoint.secondMoments.at(name));
        }
    }

private:
    static void set(at::Tensor& target, const Tensor& source)
    {
        target.copy_(torch::tensor(source.values).view(source.shape));
    }

    static constexpr double beta1 = 0.9;
    static constexpr double beta2 = 0.999;
    std::map<std::string, at::Tensor> m_parameters;
    std::map<std::string, at::Tensor> m_first;
    std::map<std::string, at::Tensor> m_second;
};

/// One training from its start or checkpoint to its end.
class Training {
public:
    Training(const SeparatorTrainingData& data, const SeparatorTrainingOptions& options)
        : m_data(data), m_options(options), m_form(networkParts(options.card).front())
    {
        torch::manual_seed(options.seed);
        m_network = makeStemNetwork(m_form);
        if (!options.start.empty())
            setWeights(*m_network, "", options.start, options.card.name);
        m_average = makeStemNetwork(m_form);
        copyInto(*m_average, 0.0);
        m_average->eval();
        m_adam = std::make_unique<Adam>(*m_network);
        if (!options.checkpoint.empty() && std::filesystem::exists(options.checkpoint))
            resume();
    }

    void run(const std::function<void(const SeparatorTrainingReport&)>& reported,
             const Progress& progress);

    TrainedSeparator result() const { return {m_best, m_reports}; }

private:
    at::Tensor forward(StemNetwork& network, const SeparatorBatch& batch) const;
    double step(int number);
    double validate();
    void copyInto(StemNetwork& average, double keep);
    void resume();
    void save() const;

    const SeparatorTrainingData& m_data;
    const SeparatorTrainingOptions& m_options;
    NetworkPart m_form;
    std::shared_ptr<StemNetwork> m_network;
    std::shared_ptr<StemNetwork> m_average;
    std::unique_ptr<Adam> m_adam;
    int m_step = 0;
    std::vector<SeparatorTrainingReport> m_reports;
    TensorMap m_best;
};

at::Tensor Training::forward(StemNetwork& network, const SeparatorBatch& batch) const
{
    const MixedPrecision precision(m_options.mixedPrecision);
    return network.forward(inputOf(batch, m_options.card, m_form)).to(at::kFloat);
}

double Training::step(int number)
{
    const SeparatorBatch batch = trainingBatch(m_data, m_options, number);
    m_network->train();
    const at::Tensor logits = forward(*m_network, batch);
    at::Tensor gradient;
    const double loss = lossOf(batch, logits, gradient);
    if (!std::isfinite(loss))
        throw Error("The network gives no finite values after " + std::to_string(number) +
                    " steps: try a lower learning rate.");
    logits.backward(gradient);
    if (m_options.card.kind == SeparatorKind::BandSplit)
        limitGradients(*m_network);
    m_adam->step(number + 1, learningRateAt(number, m_options));
    // An average over few steps at first, so that it does not remember the random start.
    copyInto(*m_average, std::min(m_options.averaging, (number + 1.0) / (number + 10.0)));
    return loss;
}

void Training::copyInto(StemNetwork& average, double keep)
{
    const torch::NoGradGuard noGradient;
    const auto mix = [&](auto to, auto from) {
        for (std::size_t i = 0; i < to.size(); ++i)
            if (to[i].is_floating_point())
                to[i].mul_(keep).add_(from[i], 1.0 - keep);
    };
    mix(average.parameters(), m_network->parameters());
    mix(average.buffers(), m_network->buffers());
}

double Training::validate()
{
    const torch::NoGradGuard noGradient;
    double sum = 0.0;
    for (int first = 0; first < m_options.validationExcerpts; first += m_options.batch) {
        const int count = std::min(m_options.batch, m_options.validationExcerpts - first);
        const SeparatorBatch batch = separatorValidationBatch(m_data, m_options, first, count);
        const at::Tensor logits = forward(*m_average, batch);
        at::Tensor gradient;
        sum += count * lossOf(batch, logits, gradient);
    }
    return sum / m_options.validationExcerpts;
}

void Training::run(const std::function<void(const SeparatorTrainingReport&)>& reported,
                   const Progress& progress)
{
    if (reported)
        for (const SeparatorTrainingReport& report : m_reports)
            reported(report);
    double sum = 0.0;
    int count = 0;
    while (m_step < m_options.steps) {
        progress.report(double(m_step) / m_options.steps);
        sum += step(m_step);
        ++count;
        ++m_step;
        if (m_step % m_options.validateEvery != 0 && m_step != m_options.steps)
            continue;
        SeparatorTrainingReport report{m_step, learningRateAt(m_step - 1, m_options), sum / count,
                                       validate(), false};
        report.best = std::ranges::all_of(m_reports, [&](const SeparatorTrainingReport& before) {
            return report.validationLoss < before.validationLoss;
        });
        if (report.best) {
            m_best.clear();
            addWeights(*m_average, "", m_best);
        }
        m_reports.push_back(report);
        sum = 0.0;
        count = 0;
        save();
        if (reported)
            reported(report);
    }
    progress.report(1.0);
}

void Training::save() const
{
    if (m_options.checkpoint.empty())
        return;
    SeparatorCheckpoint checkpoint;
    checkpoint.step = m_step;
    checkpoint.reports = m_reports;
    addWeights(*m_network, "", checkpoint.network);
    addWeights(*m_average, "", checkpoint.average);
    checkpoint.best = m_best;
    m_adam->save(checkpoint);
    writeSeparatorCheckpoint(m_options.checkpoint, checkpoint, m_data, m_options);
}

void Training::resume()
{
    const SeparatorCheckpoint checkpoint =
        readSeparatorCheckpoint(m_options.checkpoint, m_data, m_options);
    const std::string file = m_options.checkpoint.string();
    setWeights(*m_network, "", checkpoint.network, file);
    setWeights(*m_average, "", checkpoint.average, file);
    m_adam->load(checkpoint);
    m_best = checkpoint.best;
    m_reports = checkpoint.reports;
    m_step = checkpoint.step;
    if (m_step > m_options.steps)
        throw Error("The checkpoint '" + file + "' is of step " + std::to_string(m_step) +
                    ", beyond the " + std::to_string(m_options.steps) + " asked for.");
}

}  // namespace

extern "C" void whenceTrainSeparatorNetwork(
    const SeparatorTrainingData& data, const SeparatorTrainingOptions& options,
    const std::function<void(const SeparatorTrainingReport&)>& reported, const Progress& progress,
    TrainedSeparator& result)
{
    try {
        Training training(data, options);
        training.run(reported, progress);
        result = training.result();
    } catch (const c10::Error& error) {
        throw Error(std::string("The training failed: ") + error.what_without_backtrace());
    }
}

}  // namespace whence
