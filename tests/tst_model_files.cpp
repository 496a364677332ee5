#include <QTemporaryDir>
#include <QTest>

#include "core/error.h"
#include "core/store/folders.h"
#include "core/store/model_files.h"
#include "core/tensors/file_io.h"
#include "support.h"

using namespace whence;
using test::errorOf;
namespace fs = std::filesystem;

class TestModelFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void foldersFollowTheEnvironment();
    void relativeVariablesAreIgnored();
    void resourcesOfTheSourceTreeAreFound();
    void resourcesThatAreNotThereAreASentence();
    void ownModelsComeBeforeBuiltInOnes();
    void modelsAreFoundByNameAndByFile();
    void unknownModelsAreASentenceThatNamesTheKnown();

private:
    fs::path root() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestModelFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", QByteArray::fromStdString((root() / "data").string()));
    qputenv("WHENCE_RESOURCES", QByteArray::fromStdString((root() / "resources").string()));
    fs::create_directories(modelFolder());
    fs::create_directories(root() / "resources/models");
    for (const fs::path& file :
         {modelFolder() / "mine.whence-model", modelFolder() / "demo.whence-model",
          modelFolder() / "notes.txt", root() / "resources/models/demo.whence-model",
          root() / "resources/models/demo.whence-separator",
          root() / "resources/models/other.whence-model"})
        writeFileAtomically(file, "x");
}

void TestModelFiles::cleanup()
{
    for (const char* variable : {"XDG_DATA_HOME", "XDG_CACHE_HOME", "WHENCE_RESOURCES"})
        qunsetenv(variable);
}

void TestModelFiles::foldersFollowTheEnvironment()
{
    QCOMPARE(modelFolder(), root() / "data/whence/models");
    qputenv("XDG_CACHE_HOME", "/tmp/somewhere");
    QCOMPARE(cacheFolder(), fs::path("/tmp/somewhere/whence"));
    const QByteArray home = qgetenv("HOME");
    qputenv("HOME", "/home/somebody");
    qunsetenv("XDG_CACHE_HOME");
    qunsetenv("XDG_DATA_HOME");
    QCOMPARE(cacheFolder(), fs::path("/home/somebody/.cache/whence"));
    QCOMPARE(modelFolder(), fs::path("/home/somebody/.local/share/whence/models"));
    qputenv("HOME", home);
}

void TestModelFiles::relativeVariablesAreIgnored()
{
    qputenv("XDG_CACHE_HOME", "cache");
    QVERIFY(cacheFolder().is_absolute());
}

void TestModelFiles::resourcesOfTheSourceTreeAreFound()
{
    QCOMPARE(resourceFolder(), root() / "resources");
    qunsetenv("WHENCE_RESOURCES");
    if (!fs::exists(RESOURCES))
        QSKIP("This source tree has no resources yet");
    QCOMPARE(fs::canonical(resourceFolder()), fs::canonical(RESOURCES));
}

void TestModelFiles::resourcesThatAreNotThereAreASentence()
{
    qputenv("WHENCE_RESOURCES", "/nowhere");
    QCOMPARE(errorOf([] { resourceFolder(); }),
             "WHENCE_RESOURCES names /nowhere, which is no folder.");
    QCOMPARE(findModelFiles().size(), 2u);
}

void TestModelFiles::ownModelsComeBeforeBuiltInOnes()
{
    const auto models = findModelFiles();
    QCOMPARE(models.size(), 4u);
    QCOMPARE(models[0].file, modelFolder() / "demo.whence-model");
    QVERIFY(!models[0].isBuiltIn && models[0].kind == ModelKind::Emotion);
    QCOMPARE(models[1].name, "mine");
    QCOMPARE(models[2].name, "other");
    QVERIFY(models[2].isBuiltIn);
    QVERIFY(models[3].kind == ModelKind::Separator && models[3].name == "demo");
}

void TestModelFiles::modelsAreFoundByNameAndByFile()
{
    QCOMPARE(modelFile("mine", ModelKind::Emotion), modelFolder() / "mine.whence-model");
    const std::string file = (modelFolder() / "notes.txt").string();
    QCOMPARE(modelFile(file, ModelKind::Emotion), fs::path(file));
    QCOMPARE(modelFile("", ModelKind::Separator),
             root() / "resources/models/demo.whence-separator");
    QCOMPARE(modelFile("", ModelKind::Emotion), root() / "resources/models/demo.whence-model");
}

void TestModelFiles::unknownModelsAreASentenceThatNamesTheKnown()
{
    QCOMPARE(
        errorOf([] { modelFile("none", ModelKind::Emotion); }),
        "There is no emotion model none, neither as a file nor by that name; known: demo, mine, "
        "other.");
    QVERIFY(errorOf([] {
                modelFile("chowdhury-2021", ModelKind::Emotion);
            }).find("whence-cli models fetch chowdhury-2021") != std::string::npos);
    fs::remove(root() / "resources/models/demo.whence-separator");
    QCOMPARE(errorOf([] { modelFile("", ModelKind::Separator); }),
             "No built-in separator was found.");
}

QTEST_APPLESS_MAIN(TestModelFiles)
#include "tst_model_files.moc"
