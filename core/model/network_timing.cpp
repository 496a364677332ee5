#include "core/model/network_timing.h"

#include <torch/nn/functional/loss.h>
#include <torch/optim/adam.h>

#include <array>
#include <chrono>
#include <memory>

#include "core/model/rf_resnet.h"
#include "core/tensors/network_threads.h"

namespace {

using whence::RfResnet;

double secondsOf(const std::function<void()>& work)
{
    whence::useNetworkThreads();
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

void whenceTimePlainNetwork(int baseChannels, int bands, int frames, std::function<double()>& run)
{
    RfResnet network(whence::RfResnetOptions{.baseChannels = baseChannels});
    network->eval();
    const torch::Tensor input = torch::rand({1, 1, bands, frames});
    run = [network, input]() mutable {
        const c10::InferenceMode inference;
        return secondsOf([&] { network->forward(input); });
    };
}

void whenceTimeTrainingStep(int baseChannels, int bands, int frames, int batch,
                            std::function<double()>& run)
{
    RfResnet network(whence::RfResnetOptions{.baseChannels = baseChannels});
    network->train();
    const auto optimizer = std::make_shared<torch::optim::Adam>(network->parameters());
    const torch::Tensor input = torch::rand({batch, 1, bands, frames});
    run = [network, optimizer, input]() mutable {
        return secondsOf([&] {
            optimizer->zero_grad();
            const whence::RfResnetOutput output = network->forward(input);
            const torch::Tensor loss =
                torch::mse_loss(output.features, torch::zeros_like(output.features)) +
                torch::mse_loss(output.emotions, torch::zeros_like(output.emotions));
            loss.backward();
            optimizer->step();
        });
    };
}

void whenceTimeConvolution(int channels, int height, int width, std::function<double()>& run)
{
    const c10::InferenceMode inference;
    const std::array<std::int64_t, 2> one{1, 1};
    const torch::Tensor weight = torch::mkldnn_reorder_conv2d_weight(
        torch::rand({channels, channels, 3, 3}).to_mkldnn(), one, one, one, 1);
    const torch::Tensor bias = torch::zeros({channels}).to_mkldnn();
    // Through a first convolution: its result is in the layout the library prefers.
    const torch::Tensor input = torch::mkldnn_convolution(
        torch::rand({1, channels, height, width}).to_mkldnn(), weight, bias, one, one, one, 1);
    run = [=] {
        const c10::InferenceMode guard;
        return secondsOf([&] { torch::mkldnn_convolution(input, weight, bias, one, one, one, 1); });
    };
}
