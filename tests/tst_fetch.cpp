#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

#include "core/error.h"
#include "core/model/emotion_model.h"
#include "core/model/model_import.h"
#include "core/separation/separator.h"
#include "core/store/archive.h"
#include "core/store/fetch.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"
#include "http_server.h"
#include "support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

namespace {

struct Member {
    std::string path;
    std::string content;
    unsigned type = AE_IFREG;
    std::string link = {};
};

/// A tar archive, compressed by gzip, as bytes.
std::string tarGz(const std::vector<Member>& members)
{
    std::string bytes(4 << 20, '\0');
    std::size_t used = 0;
    archive* const writer = archive_write_new();
    archive_write_set_format_ustar(writer);
    archive_write_add_filter_gzip(writer);
    archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
    for (const Member& member : members) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.path.c_str());
        archive_entry_set_filetype(entry, member.type);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, la_int64_t(member.content.size()));
        if (member.type == AE_IFLNK)
            archive_entry_set_symlink(entry, member.link.c_str());
        else if (!member.link.empty())
            archive_entry_set_hardlink(entry, member.link.c_str());
        archive_write_header(writer, entry);
        archive_write_data(writer, member.content.data(), member.content.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    bytes.resize(used);
    return bytes;
}

const std::string stateDict(50000, 'w');

/// A model of one file, as the test server has it.
PublishedModel singleFile(const std::string& url)
{
    return {.name = "single",
            .title = "A model",
            .url = url,
            .fileName = "single.pt",
            .sha256 = sha256(stateDict),
            .largestSize = 100000,
            .source = "Made in a test.",
            .licence = "None."};
}

const std::vector<Member> checkpoint = {{"./", "", AE_IFDIR},
                                        {"./checkpoint", "model_checkpoint_path"},
                                        {"model.index", std::string(1000, 'i')}};

PublishedModel archived(const std::string& url, const std::string& bytes)
{
    return {.name = "archived",
            .title = "A separator",
            .form = PublishedForm::SpleeterCheckpoint,
            .url = url,
            .fileName = "archived.tar.gz",
            .sha256 = sha256(bytes),
            .largestSize = 100000,
            .files = {{"checkpoint", 21}, {"model.index", 1000}},
            .source = "Made in a test.",
            .licence = "None."};
}

}  // namespace

class TestFetch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("no_proxy", "*"); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theThreePublishedModelsAreKnown();
    void theNoticeNamesSourceLicenceAndAddress();
    void aFileIsFetchedOnceAndVerified();
    void gitBlobsAreVerified();
    void aWrongChecksumIsRefusedAndRemoved();
    void aResumedMixtureIsFetchedAgain();
    void aStalledFetchGoesOnNextTime();
    void anotherAddressServesTheSameFile();
    void aFileDownloadedByHandIsTaken();
    void anArchiveIsUnpacked();
    void anArchiveWithOtherFilesIsRefused();
    void hostileArchivesAreRefused_data();
    void hostileArchivesAreRefused();
    void limitsOfAnArchiveAreKept();
    void unpackingCanBeCancelled();
    void whatWasFetchedCanBeRemoved();
    void aFetchedModelIsImported();
    void aFetchedCheckpointIsImported();

private:
    fs::path root() const { return fs::path(m_folder->path().toStdString()) / "downloads"; }
    fs::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestFetch::theThreePublishedModelsAreKnown()
{
    QCOMPARE(publishedModels().size(), 3u);
    for (const PublishedModel& model : publishedModels()) {
        QVERIFY(model.url.starts_with("https://"));
        QVERIFY(model.url.ends_with("/" + model.fileName));
        QVERIFY(model.sha256.size() == 64 || model.gitBlobSha1.size() == 40);
        QVERIFY(model.largestSize > 0);
        QVERIFY(!model.source.empty() && !model.licence.empty());
        QCOMPARE(publishedModel(model.name).url, model.url);
    }
    QCOMPARE(errorOf([] { publishedModel("none"); }),
             "There is no published model none; known: spleeter-5stems, chowdhury-2021, "
             "midlevel-general.");
}

void TestFetch::theNoticeNamesSourceLicenceAndAddress()
{
    const PublishedModel& model = publishedModel("chowdhury-2021");
    const std::string notice = noticeOf(model);
    for (const std::string& part : {model.title, model.source, model.licence, model.url})
        QVERIFY(notice.find(part) != std::string::npos);
    QVERIFY(noticeOf(model, "https://mirror/x").find("https://mirror/x") != std::string::npos);
}

void TestFetch::aFileIsFetchedOnceAndVerified()
{
    const HttpServer server(serve(stateDict));
    const PublishedModel model = singleFile(server.url());
    const fs::path file = fetchModel(model, root());
    QCOMPARE(file, root() / "single.pt");
    QCOMPARE(readFile(file), stateDict);
    fetchModel(model, root());
    QCOMPARE(server.requests().size(), 1u);

    // A file that is no longer what it was is fetched again.
    writeFileAtomically(file, "damaged");
    fetchModel(model, root());
    QCOMPARE(readFile(file), stateDict);
}

void TestFetch::gitBlobsAreVerified()
{
    const HttpServer server(serve("hello\n"));
    PublishedModel model = singleFile(server.url());
    model.sha256.clear();
    model.gitBlobSha1 = "ce013625030ba8dba906f756967f9e9ca394464a";
    QCOMPARE(readFile(fetchModel(model, root())), "hello\n");
    model.gitBlobSha1[0] = 'd';
    QVERIFY(errorOf([&] { fetchModel(model, root()); }).find("its checksum is ce01362") !=
            std::string::npos);
}

void TestFetch::aWrongChecksumIsRefusedAndRemoved()
{
    const HttpServer server(serve(std::string(50000, 'x')));
    const std::string message = errorOf([&] { fetchModel(singleFile(server.url()), root()); });
    QVERIFY2(message.starts_with("What was downloaded from " + server.url() + " is not single:") &&
                 message.ends_with("It was removed unread."),
             message.c_str());
    QVERIFY(fs::is_empty(root()));
    QCOMPARE(server.requests().size(), 1u);
}

void TestFetch::aResumedMixtureIsFetchedAgain()
{
    // Without a validator the server can't tell that the first part is of something else.
    const HttpServer server(serve(stateDict, ""));
    fs::create_directories(root());
    writeFileAtomically(root() / "single.pt.part", std::string(1000, '?'));
    writeFileAtomically(root() / "single.pt.part.info", server.url() + "\n\n");
    QCOMPARE(readFile(fetchModel(singleFile(server.url()), root())), stateDict);
    QCOMPARE(server.requests().size(), 2u);
}

void TestFetch::aStalledFetchGoesOnNextTime()
{
    std::atomic<bool> isStalling = true;
    const HttpServer server([&](const HttpRequest& request, const HttpConnection& connection) {
        if (!isStalling)
            return serve(stateDict)(request, connection);
        connection.send("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 50000\r\n\r\n" +
                        stateDict.substr(0, 20000));
        connection.stall();
    });
    const PublishedModel model = singleFile(server.url());
    const std::string message = errorOf([&] { fetchModel(model, root(), {.stallSeconds = 1}); });
    QVERIFY2(message.find("stalled after 20000 bytes") != std::string::npos, message.c_str());
    isStalling = false;
    QCOMPARE(readFile(fetchModel(model, root())), stateDict);
    QCOMPARE(server.requests()[1].value("range"), "bytes=20000-");
}

void TestFetch::anotherAddressServesTheSameFile()
{
    const HttpServer server(serve(stateDict));
    const PublishedModel model = singleFile("http://whence.invalid/single.pt");
    QCOMPARE(readFile(fetchModel(model, root(), {.from = server.url("/mirror")})), stateDict);
    QCOMPARE(server.requests()[0].path, "/mirror");
}

void TestFetch::aFileDownloadedByHandIsTaken()
{
    const PublishedModel model = singleFile("http://whence.invalid/single.pt");
    const std::string file = path("by-hand.pt").string();
    QCOMPARE(errorOf([&] { fetchModel(model, root(), {.from = file}); }),
             "The file " + file + " does not exist.");
    writeFileAtomically(file, "something else");
    QVERIFY(errorOf([&] { fetchModel(model, root(), {.from = file}); }).find("is not single: ") !=
            std::string::npos);
    writeFileAtomically(file, std::string(200000, 'x'));
    QVERIFY(errorOf([&] { fetchModel(model, root(), {.from = file}); }).find("larger than") !=
            std::string::npos);
    writeFileAtomically(file, stateDict);
    QCOMPARE(fetchModel(model, root(), {.from = file}), fs::path(file));
    QVERIFY(fs::exists(file));
}

void TestFetch::anArchiveIsUnpacked()
{
    const std::string bytes = tarGz(checkpoint);
    const HttpServer server(serve(bytes));
    const PublishedModel model = archived(server.url(), bytes);
    const fs::path folder = fetchModel(model, root());
    QCOMPARE(folder, root() / "archived");
    QCOMPARE(readFile(folder / "checkpoint"), "model_checkpoint_path");
    QCOMPARE(readFile(folder / "model.index"), std::string(1000, 'i'));
    QVERIFY(!fs::exists(root() / "archived.tar.gz"));
    fetchModel(model, root());
    QCOMPARE(server.requests().size(), 1u);

    // From a file the archive is left where it is.
    fs::remove_all(root());
    writeFileAtomically(path("own.tar.gz"), bytes);
    QCOMPARE(fetchModel(model, root(), {.from = path("own.tar.gz").string()}), folder);
    QVERIFY(fs::exists(path("own.tar.gz")));
}

void TestFetch::anArchiveWithOtherFilesIsRefused()
{
    for (const std::string& bytes :
         {tarGz({{"checkpoint", "model_checkpoint_path"}, {"other", std::string(1000, 'i')}}),
          tarGz({{"checkpoint", "model_checkpoint_path"}, {"model.index", "short"}}),
          tarGz({{"checkpoint", "model_checkpoint_path"},
                 {"model.index", std::string(1001, 'i')}})}) {
        const HttpServer server(serve(bytes));
        QVERIFY(!errorOf([&] { fetchModel(archived(server.url(), bytes), root()); }).empty());
        QVERIFY(!fs::exists(root() / "archived"));
    }
}

void TestFetch::hostileArchivesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::vector<Member>& members, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(tarGz(members)) << reason;
    };
    row("parent", {{"../outside", "x"}}, "leads out of it");
    row("parent further in", {{"a/../../outside", "x"}}, "leads out of it");
    row("parent folder", {{"..", "", AE_IFDIR}, {"file", "x"}}, "leads out of it");
    row("absolute", {{"/tmp/whence-outside", "x"}}, "leads out of it");
    row("symbolic link", {{"link", "", AE_IFLNK, "/etc/passwd"}}, "link or a device");
    row("hard link", {{"file", "x"}, {"link", "", AE_IFREG, "file"}}, "link or a device");
    row("through a link", {{"link", "", AE_IFLNK, ".."}, {"link/outside", "x"}},
        "link or a device");
    row("pipe", {{"pipe", "", AE_IFIFO}}, "link or a device");
    row("the same file twice", {{"file", "x"}, {"file", "y"}}, "twice");
    row("no file", {{"folder/", "", AE_IFDIR}}, "no files");
    QTest::newRow("no archive") << QByteArray("hello").repeated(1000) << "";
    QTest::newRow("empty") << QByteArray() << "";
    const QByteArray whole = QByteArray::fromStdString(tarGz({{"file", std::string(50000, 'x')}}));
    QTest::newRow("cut off") << whole.left(whole.size() / 2) << "";
}

void TestFetch::hostileArchivesAreRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, reason);
    writeFileAtomically(path("hostile.tar.gz"), bytes.toStdString());
    const fs::path target = path("a") / "target";
    const std::string message = errorOf([&] { unpackArchive(path("hostile.tar.gz"), target, {}); });
    QVERIFY2(message.find("hostile.tar.gz can't be unpacked: ") != std::string::npos &&
                 message.find(reason.toStdString()) != std::string::npos,
             message.c_str());
    QVERIFY(!fs::exists(target));
    QVERIFY(!fs::exists(path("outside")) && !fs::exists(path("a") / "outside"));
    QVERIFY(!fs::exists("/tmp/whence-outside"));
}

void TestFetch::limitsOfAnArchiveAreKept()
{
    writeFileAtomically(path("big.tar.gz"),
                        tarGz({{"a", std::string(600000, 'a')}, {"b", std::string(600000, 'b')}}));
    const auto unpack = [&](const ArchiveLimits& limits) {
        return errorOf([&] { unpackArchive(path("big.tar.gz"), path("big"), limits); });
    };
    QVERIFY(unpack({.files = 1}).find("more than 1 files") != std::string::npos);
    QVERIFY(unpack({.bytes = 1199999}).find("more than 1199999 bytes") != std::string::npos);
    QVERIFY(!fs::exists(path("big")));
    QCOMPARE(unpack({.files = 2, .bytes = 1200000}), "");
    QCOMPARE(fs::file_size(path("big") / "b"), 600000u);
    QVERIFY(unpack({}).find("exists already") != std::string::npos);
}

void TestFetch::unpackingCanBeCancelled()
{
    writeFileAtomically(path("a.tar.gz"), tarGz(checkpoint));
    const Progress progress([](double, const std::string&) { return false; });
    QVERIFY_EXCEPTION_THROWN(unpackArchive(path("a.tar.gz"), path("a"), {}, progress), Cancelled);
    QVERIFY(!fs::exists(path("a")));
}

void TestFetch::whatWasFetchedCanBeRemoved()
{
    const std::string bytes = tarGz(checkpoint);
    const HttpServer server(serve(bytes));
    const HttpServer single(serve(stateDict));
    fetchModel(archived(server.url(), bytes), root());
    fetchModel(singleFile(single.url()), root());
    removeFetched(archived(server.url(), bytes), root());
    removeFetched(singleFile(single.url()), root());
    QVERIFY(fs::is_empty(root()));
}

void TestFetch::aFetchedModelIsImported()
{
    const HttpServer server(serve(readFile(TEST_DATA "/model/midlevel_general_base6.pt")));
    PublishedModel model = publishedModel("midlevel-general");
    model.url = server.url();
    model.gitBlobSha1 = gitBlobSha1(TEST_DATA "/model/midlevel_general_base6.pt");
    const fs::path target = path("midlevel-general.whence-model");
    importPyTorchModel(fetchModel(model, root()), target);
    QCOMPARE(EmotionModel::load(target).info().features.size(), 7u);
}

void TestFetch::aFetchedCheckpointIsImported()
{
    if (!hasShared("reference/spleeter/reduced_5stems_checkpoint"))
        return;
    std::vector<Member> members;
    PublishedModel model = publishedModel("spleeter-5stems");
    model.files.clear();
    for (const char* name : {"checkpoint", "model.index", "model.data-00000-of-00001"}) {
        members.push_back(
            {name, readFile(sharedPath("reference/spleeter/reduced_5stems_checkpoint") / name)});
        model.files.push_back({name, members.back().content.size()});
    }
    const std::string bytes = tarGz(members);
    const HttpServer server(serve(bytes));
    model.url = server.url();
    model.sha256 = sha256(bytes);
    const fs::path target = path("spleeter.whence-separator");
    importSpleeter(fetchModel(model, root()), target);
    QCOMPARE(Separator::load(target).info().stems.size(), 5u);
}

QTEST_APPLESS_MAIN(TestFetch)
#include "tst_fetch.moc"
