#include "core/error.h"
#include "core/store/fetch.h"

namespace whence {

namespace {

constexpr std::uintmax_t mebibyte = 1 << 20;

constexpr const char* noLicence =
    "The repository states no licence, so nobody but its authors can permit more than to look at "
    "it: ask them before you publish results or pass the model on.";

PublishedModel spleeter()
{
    return {
        .name = "spleeter-5stems",
        .title = "Spleeter, 5 stems (vocals, piano, drums, bass, other)",
        .form = PublishedForm::SpleeterCheckpoint,
        .url = "https://github.com/deezer/spleeter/releases/download/v1.4.0/5stems.tar.gz",
        .fileName = "5stems.tar.gz",
        .sha256 = "25a1e87eb5f75cc72a4d2d5467a0a50ac75f05611f877c278793742513cc7218",
        .largestSize = 256 * mebibyte,
        .files = {{"checkpoint", 67},
                  {"model.index", 12941},
                  {"model.meta", 1983400},
                  {"model.data-00000-of-00001", 196535188}},
        .source =
            "Trained by Deezer on recordings that are not public (Hennequin, Khlif, Voituret "
            "and Moussallam, \"Spleeter: a fast and efficient music source separation tool "
            "with pre-trained models\", JOSS 5(50), 2020); release v1.4.0 of the repository "
            "deezer/spleeter on GitHub.",
        .licence =
            "The repository's licence is MIT. The article says that the pre-trained models "
            "are under it too; the repository itself says so of the code only.",
    };
}

PublishedModel chowdhury()
{
    return {
        .name = "chowdhury-2021",
        .title = "The emotion model of the paper (Chowdhury, Praher and Widmer 2021)",
        .url =
            "https://raw.githubusercontent.com/shreyanc/model_debugging/"
            "d8caf467671db2704f40dbeabf8c4d1e433c1c38/trained_models/"
            "CPResnet_Explainable_6d772_0.pt",
        .fileName = "CPResnet_Explainable_6d772_0.pt",
        .gitBlobSha1 = "7103039154cf8c0419813b29392d631ff09e381f",
        .largestSize = 64 * mebibyte,
        .source =
            "Trained by Shreyan Chowdhury for \"Tracing Back Music Emotion Predictions to "
            "Sound Sources and Intuitive Perceptual Qualities\" (SMC 2021); repository "
            "shreyanc/model_debugging on GitHub.",
        .licence = noLicence,
    };
}

PublishedModel midlevelGeneral()
{
    return {
        .name = "midlevel-general",
        .title = "Mid-level features only (midlevel_general, Chowdhury)",
        .url =
            "https://raw.githubusercontent.com/shreyanc/midlevel_general/"
            "568c36e978132043258500f68506995925f8c894/trained/CPResnet_BackProp_2bf74_2.pt",
        .fileName = "CPResnet_BackProp_2bf74_2.pt",
        .gitBlobSha1 = "42ed68d603881dbbbb4e6a450067279f7628e3d9",
        .largestSize = 64 * mebibyte,
        .source =
            "Trained by Shreyan Chowdhury on the Mid-level Perceptual Features data set; "
            "repository shreyanc/midlevel_general on GitHub. It predicts features, no emotions.",
        .licence = noLicence,
    };
}

}  // namespace

const std::vector<PublishedModel>& publishedModels()
{
    static const std::vector<PublishedModel> models = {spleeter(), chowdhury(), midlevelGeneral()};
    return models;
}

const PublishedModel& publishedModel(const std::string& name)
{
    std::string known;
    for (const PublishedModel& model : publishedModels()) {
        if (model.name == name)
            return model;
        known += (known.empty() ? "" : ", ") + model.name;
    }
    throw Error("There is no published model " + name + "; known: " + known + ".");
}

std::string noticeOf(const PublishedModel& model, const std::string& from)
{
    return model.title + "\n" + model.source + "\n" + model.licence +
           "\nFetched from: " + (from.empty() ? model.url : from) + "\n";
}

}  // namespace whence
