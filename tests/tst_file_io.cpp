#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/error.h"
#include "core/progress.h"
#include "core/tensors/file_io.h"
#include "support.h"

using namespace whence;
using test::errorOf;
namespace fs = std::filesystem;

class TestFileIo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBack();
    void aFileOverTheLimitIsRefused();
    void whatIsNoFileIsRefusedWithItsName();
    void anExistingFileIsReplacedWhole();
    void aFailingWriterLeavesTheOldFileAndNothingElse();
    void aSymbolicLinkStaysALink();
    void anUnwritableFolderIsASentence();
    void aFullDiskIsASentence();
    void aPipeGetsTheBytes();
    void theTemporaryFileKeepsTheExtension();

private:
    fs::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    std::size_t files() const
    {
        return std::size_t(
            std::distance(fs::directory_iterator(m_folder->path().toStdString()), {}));
    }

    std::unique_ptr<QTemporaryDir> m_folder = std::make_unique<QTemporaryDir>();
};

void TestFileIo::whatIsWrittenIsReadBack()
{
    for (const std::string& bytes :
         {std::string(), std::string("a\0b\n", 4), std::string(3000000, 'z')}) {
        writeFileAtomically(path("bytes"), bytes);
        QCOMPARE(readFile(path("bytes")), bytes);
    }
}

void TestFileIo::aFileOverTheLimitIsRefused()
{
    writeFileAtomically(path("bytes"), "12345");
    QCOMPARE(readFile(path("bytes"), 5), "12345");
    QVERIFY(errorOf([&] { readFile(path("bytes"), 4); }).find("bytes is too large") !=
            std::string::npos);
}

void TestFileIo::whatIsNoFileIsRefusedWithItsName()
{
    QVERIFY(errorOf([&] { readFile(path("missing")); }).find("missing does not exist") !=
            std::string::npos);
    QVERIFY(errorOf([&] { readFile(m_folder->path().toStdString()); }).find("is a folder") !=
            std::string::npos);
    QVERIFY(errorOf([&] { readFile("/dev/zero"); }).find("/dev/zero is not a regular file") !=
            std::string::npos);
}

void TestFileIo::anExistingFileIsReplacedWhole()
{
    writeFileAtomically(path("bytes"), "a long first version");
    writeFileAtomically(path("bytes"), "short");
    QCOMPARE(readFile(path("bytes")), "short");
}

void TestFileIo::aFailingWriterLeavesTheOldFileAndNothingElse()
{
    writeFileAtomically(path("bytes"), "old");
    const std::size_t before = files();
    const auto failingWriter = [](const fs::path& temporary) {
        std::ofstream(temporary) << "half a file";
        throw Cancelled();
    };
    QVERIFY_EXCEPTION_THROWN(writeFileAtomically(path("bytes"), failingWriter), Cancelled);
    QCOMPARE(readFile(path("bytes")), "old");
    QVERIFY_EXCEPTION_THROWN(writeFileAtomically(path("new"), failingWriter), Cancelled);
    QCOMPARE(files(), before);
}

void TestFileIo::aSymbolicLinkStaysALink()
{
    writeFileAtomically(path("target"), "old");
    fs::create_symlink("target", path("link"));
    writeFileAtomically(path("link"), "new");
    QVERIFY(fs::is_symlink(path("link")));
    QCOMPARE(readFile(path("target")), "new");
}

void TestFileIo::anUnwritableFolderIsASentence()
{
    const std::string missing = errorOf([&] { writeFileAtomically(path("no/such/file"), "x"); });
    QVERIFY2(missing.ends_with("no/such/file can't be written: No such file or directory."),
             missing.c_str());
    const std::string folder =
        errorOf([&] { writeFileAtomically(m_folder->path().toStdString(), "x"); });
    QVERIFY2(folder.ends_with("can't be written: it is a folder."), folder.c_str());
    const std::string system = errorOf([&] { writeFileAtomically("/proc/whence", "x"); });
    QVERIFY2(system.starts_with("The file /proc/whence can't be written: "), system.c_str());
}

void TestFileIo::aFullDiskIsASentence()
{
    QCOMPARE(errorOf([] { writeFileAtomically("/dev/full", "x"); }),
             "The file /dev/full can't be written: No space left on device.");
}

void TestFileIo::aPipeGetsTheBytes()
{
    writeFileAtomically("/dev/null", "x");
    QVERIFY(!fs::is_regular_file("/dev/null"));
}

void TestFileIo::theTemporaryFileKeepsTheExtension()
{
    fs::path seen;
    writeFileAtomically(path("figure.svg"), [&](const fs::path& temporary) {
        seen = temporary;
        std::ofstream(temporary) << "<svg/>";
    });
    QCOMPARE(seen.extension().string(), ".svg");
    QCOMPARE(seen.parent_path(), path("figure.svg").parent_path());
    QVERIFY(!fs::exists(seen));
    QCOMPARE(readFile(path("figure.svg")), "<svg/>");
}

QTEST_APPLESS_MAIN(TestFileIo)
#include "tst_file_io.moc"
