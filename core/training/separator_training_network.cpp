#include "core/training/separator_training_network.h"

#include <ATen/Parallel.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <complex>

#include "core/error.h"
#include "core/separation/network_parts.h"
#include "core/separation/vector_math.h"
#include "core/training/separator_batches.h"
#include "core/training/separator_checkpoint.h"

namespace whence {

namespace {

constexpr auto channelsLast = at::MemoryFormat::ChannelsLast;
constexpr double largestGradient = 1.0;  // of a recurrent network: the norm over all weights

// The values of a point lie stem by stem with the two channels side by side: `width` is twice the
// number of stems, and the loops below take one channel.

/// Softmax over the stems.
void toMasks(const float* logits, int width, float* masks)
{
    float top = logits[0];
    for (int i = 2; i < width; i += 2)
        top = std::max(top, logits[i]);
    float sum = 0.0f;
    for (int i = 0; i < width; i += 2)
        sum += masks[i] = vectorExp(logits[i] - top);
    for (int i = 0; i < width; i += 2)
        masks[i] /= sum;
}

/// Cross entropy of masks and true shares, and its gradient by the logits. It asks for expected
/// shares, where an absolute error, from a random start, silences what is rarely loud.
double shareLoss(const float* masks, const float* shares, int width, float* gradient)
{
    double loss = 0.0;
    for (int i = 0; i < width; i += 2) {
        loss -= double(shares[i] * std::log(std::max(masks[i], 1e-30f)));
        gradient[i] = masks[i] - shares[i];
    }
    return loss;
}

/// Σ |mask − stem / mix|, which times the mix's magnitude is the error of the masked spectrum, and
/// its gradient by the logits.
double spectrumLoss(const float* masks, const std::complex<float>* ratios, int width,
                    float* gradient)
{
    double loss = 0.0;
    float mean = 0.0f;
    for (int i = 0; i < width; i += 2) {
        const std::complex<float> error = masks[i] - ratios[i];
        const float size = std::sqrt(std::norm(error));
        loss += double(size);
        gradient[i] = masks[i] * error.real() / std::max(size, 1e-6f);
        mean += gradient[i];
    }
    for (int i = 0; i < width; i += 2)
        gradient[i] -= masks[i] * mean;
    return loss;
}

/// Loss of points, weighted by the mix's magnitude, and its gradient by the logits.
double lossOfPoints(const SeparatorBatch& batch, std::int64_t first, std::int64_t last, float scale,
                    const float* logits, float* gradient)
{
    const int width = 2 * batch.stems;
    std::vector<float> masks(width);
    double loss = 0.0;
    for (std::int64_t point = first; point < last; ++point) {
        for (int channel = 0; channel < 2; ++channel) {
            const std::int64_t place = point * width + channel;
            float* const slope = gradient + place;
            toMasks(logits + place, width, masks.data());
            const float weight = scale * batch.magnitudes[2 * point + channel];
            const double error =
                batch.objective == SeparatorObjective::Shares
                    ? shareLoss(masks.data(), batch.shares.data() + place, width, slope)
                    : spectrumLoss(masks.data(), batch.ratios.data() + place, width, slope);
            loss += double(weight) * error;
            for (int i = 0; i < width; i += 2)
                slope[i] *= weight;
        }
    }
    return loss;
}

/// The loss of a batch; `gradient` takes the shape and layout of the logits.
double lossOf(const SeparatorBatch& batch, const at::Tensor& logits, at::Tensor& gradient)
{
    const at::Tensor values = logits.detach().contiguous(channelsLast);
    gradient = at::empty_like(values);
    const std::int64_t points = std::int64_t(batch.frames) * batch.bins;
    const float share = 1.0f / float(points * 2 * batch.size);
    double loss = 0.0;
    for (int item = 0; item < batch.size; ++item)
        loss += lossOfPoints(batch, item * points, (item + 1) * points, share * batch.scales[item],
                             values.data_ptr<float>(), gradient.data_ptr<float>());
    return loss;
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

double Training::step(int number)
{
    const SeparatorBatch batch = trainingBatch(m_data, m_options, number);
    m_network->train();
    const at::Tensor logits = m_network->forward(inputOf(batch, m_options.card, m_form));
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
        const at::Tensor logits = m_average->forward(inputOf(batch, m_options.card, m_form));
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
