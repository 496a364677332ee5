#include <sys/file.h>
#include <sys/resource.h>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <fstream>

#include "core/error.h"
#include "core/store/download.h"
#include "core/tensors/file_io.h"
#include "http_server.h"
#include "support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

class TestDownload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void theWholeFileArrives();
    void progressGoesFromZeroToOne();
    void contentOfUnknownLengthArrives();
    void anEmptyFileArrives();
    void aBrokenDownloadGoesOnWhereItStopped();
    void changedContentIsFetchedFromTheStart();
    void aServerWithoutRangesSendsAllAgain();
    void aWrongPartMakesItStartAnew();
    void aPartOfAnotherAddressIsNotUsed();
    void aPartWithoutAValidatorIsStillResumed();
    void aCompletePartNeedsNoByte();
    void aPartLongerThanTheContentIsDropped();

    void missingFilesAreASentence();
    void nobodyAtTheAddressIsASentence();
    void otherSchemesAreRefused();
    void redirectsAreFollowed();
    void redirectsToFilesAreRefused();
    void endlessRedirectsEnd();
    void aSilentServerIsGivenUp();
    void aServerThatStopsInTheMiddleIsGivenUp();
    void anAnswerThatIsNotHttpIsASentence();
    void announcedSizesAboveTheLimitAreRefused();
    void unannouncedSizesAboveTheLimitAreRefused();
    void cancellingKeepsThePart();
    void cancellingASilentServerIsQuick();
    void twoDownloadsOfTheSameFileDoNotMix();
    void aFullDiskIsASentence();

private:
    fs::path file() const { return fs::path(m_folder->path().toStdString()) / "file"; }
    fs::path part() const { return fs::path(m_folder->path().toStdString()) / "file.part"; }
    bool isFolderEmpty() const { return fs::is_empty(m_folder->path().toStdString()); }
    bool fetch(const HttpServer& server, const Progress& progress = {}) const
    {
        return download(server.url(), file(), m_options, progress);
    }
    /// Leaves the first `bytes` of a content as an earlier attempt at this server would.
    void leavePart(const HttpServer& server, const std::string& content, std::size_t bytes,
                   const std::string& validator = "\"1\"") const
    {
        writeFileAtomically(part(), content.substr(0, bytes));
        writeFileAtomically(part().string() + ".info", server.url() + "\n" + validator + "\n");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    DownloadOptions m_options{.largestSize = 1 << 20, .stallSeconds = 1};
    std::string m_content;
};

void TestDownload::initTestCase()
{
    // A proxy of the environment would be asked for the loopback server, too.
    qputenv("no_proxy", "*");
    for (int i = 0; i < 300000; ++i)
        m_content += char((i * 31) >> 4);
}

void TestDownload::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestDownload::theWholeFileArrives()
{
    const HttpServer server(serve(m_content));
    QCOMPARE(fetch(server), false);
    QCOMPARE(readFile(file()), m_content);
    QVERIFY(server.requests()[0].value("range").empty());
    QVERIFY(!fs::exists(part()) && !fs::exists(part().string() + ".info"));
}

void TestDownload::progressGoesFromZeroToOne()
{
    const HttpServer server(serve(m_content));
    double last = 0.0;
    bool isRising = true;
    fetch(server, Progress([&](double done, const std::string&) {
              isRising = isRising && done >= last && done <= 1.0;
              last = done;
              return true;
          }));
    QVERIFY(isRising);
    QCOMPARE(last, 1.0);
}

void TestDownload::contentOfUnknownLengthArrives()
{
    const HttpServer server([](const HttpRequest&, const HttpConnection& connection) {
        connection.send(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            "5\r\nabcde\r\n3\r\nfgh\r\n0\r\n\r\n");
    });
    fetch(server);
    QCOMPARE(readFile(file()), "abcdefgh");
}

void TestDownload::anEmptyFileArrives()
{
    const HttpServer server(serve(""));
    leavePart(server, "old", 3, "\"0\"");
    fetch(server);
    QCOMPARE(readFile(file()), "");
}

void TestDownload::aBrokenDownloadGoesOnWhereItStopped()
{
    int count = 0;
    const HttpServer server([&](const HttpRequest& request, const HttpConnection& connection) {
        if (++count > 1)
            return serve(m_content)(request, connection);
        connection.send("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 300000\r\n\r\n" +
                        m_content.substr(0, 100000));
    });
    const std::string message = errorOf([&] { fetch(server); });
    QVERIFY2(
        message.ends_with("broke off after 100000 bytes; the next attempt goes on from there."),
        message.c_str());
    QVERIFY(!fs::exists(file()));
    QCOMPARE(readFile(part()), m_content.substr(0, 100000));

    QCOMPARE(fetch(server), true);
    QCOMPARE(readFile(file()), m_content);
    QCOMPARE(server.requests()[1].value("range"), "bytes=100000-");
    QCOMPARE(server.requests()[1].value("if-range"), "\"1\"");
}

void TestDownload::changedContentIsFetchedFromTheStart()
{
    const HttpServer server(serve(m_content, "\"2\""));
    leavePart(server, "another content", 15);
    QCOMPARE(fetch(server), false);
    QCOMPARE(readFile(file()), m_content);
    QCOMPARE(server.requests().size(), 1u);
}

void TestDownload::aServerWithoutRangesSendsAllAgain()
{
    const HttpServer server([&](const HttpRequest&, const HttpConnection& connection) {
        connection.answer("200 OK", "", m_content);
    });
    leavePart(server, m_content, 1000);
    QCOMPARE(fetch(server), false);
    QCOMPARE(readFile(file()), m_content);
}

void TestDownload::aWrongPartMakesItStartAnew()
{
    const HttpServer server([&](const HttpRequest& request, const HttpConnection& connection) {
        if (request.value("range").empty())
            connection.answer("200 OK", "", m_content);
        else
            connection.answer("206 Partial Content", "Content-Range: bytes 5-9/300000\r\n",
                              "wrong");
    });
    leavePart(server, m_content, 1000);
    QCOMPARE(fetch(server), false);
    QCOMPARE(readFile(file()), m_content);

    // A server that sends a part nobody asked for is given up.
    const HttpServer confused([](const HttpRequest&, const HttpConnection& connection) {
        connection.answer("206 Partial Content", "Content-Range: bytes 5-9/300000\r\n", "wrong");
    });
    QVERIFY(errorOf([&] { fetch(confused); }).find("another part than was asked for") !=
            std::string::npos);
}

void TestDownload::aPartOfAnotherAddressIsNotUsed()
{
    const HttpServer server(serve(m_content));
    writeFileAtomically(part(), "something else");
    writeFileAtomically(part().string() + ".info", "http://elsewhere/file\n\"1\"\n");
    QCOMPARE(fetch(server), false);
    QCOMPARE(readFile(file()), m_content);
    QVERIFY(server.requests()[0].value("range").empty());
}

void TestDownload::aPartWithoutAValidatorIsStillResumed()
{
    const HttpServer server(serve(m_content, ""));
    leavePart(server, m_content, 1000, "");
    QCOMPARE(fetch(server), true);  // the caller's checksum tells whether it fits
    QCOMPARE(readFile(file()), m_content);
    QCOMPARE(server.requests()[0].value("if-range"), "");
}

void TestDownload::aCompletePartNeedsNoByte()
{
    const HttpServer server(serve(m_content));
    leavePart(server, m_content, m_content.size());
    QCOMPARE(fetch(server), true);
    QCOMPARE(readFile(file()), m_content);
    QCOMPARE(server.requests().size(), 1u);
}

void TestDownload::aPartLongerThanTheContentIsDropped()
{
    const HttpServer server(serve("short"));
    leavePart(server, m_content, 1000);
    QCOMPARE(fetch(server), false);
    QCOMPARE(readFile(file()), "short");
}

void TestDownload::missingFilesAreASentence()
{
    const HttpServer server([](const HttpRequest&, const HttpConnection& connection) {
        connection.answer("404 Not Found", "", "<html>not here</html>");
    });
    QCOMPARE(errorOf([&] { fetch(server); }),
             "The server has no file at " + server.url() + " (it answered 404).");
    QVERIFY(isFolderEmpty());
}

void TestDownload::nobodyAtTheAddressIsASentence()
{
    std::string url;
    {
        const HttpServer server(serve(""));
        url = server.url();
    }
    const std::string message = errorOf([&] { download(url, file(), m_options); });
    QVERIFY2(message.starts_with("The server of " + url + " can't be reached") &&
                 message.ends_with("is this computer connected to the internet?"),
             message.c_str());
    QVERIFY(isFolderEmpty());
}

void TestDownload::otherSchemesAreRefused()
{
    for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/x", "no address", ""})
        QVERIFY(errorOf([&] {
                    download(url, file(), m_options);
                }).ends_with("it must start with https:// or http://."));
    QVERIFY(isFolderEmpty());
}

void TestDownload::redirectsAreFollowed()
{
    const HttpServer server([&](const HttpRequest& request, const HttpConnection& connection) {
        if (request.path == "/file")
            connection.answer("302 Found", "Location: /moved\r\nETag: \"of the redirect\"\r\n",
                              "you are sent on");
        else
            serve(m_content)(request, connection);
    });
    fetch(server);
    QCOMPARE(readFile(file()), m_content);
    leavePart(server, m_content, 1000);
    QCOMPARE(fetch(server), true);
    QCOMPARE(readFile(file()), m_content);
}

void TestDownload::redirectsToFilesAreRefused()
{
    const HttpServer server([](const HttpRequest&, const HttpConnection& connection) {
        connection.answer("302 Found", "Location: file:///etc/passwd\r\n", "");
    });
    const std::string message = errorOf([&] { fetch(server); });
    QVERIFY2(message.find("leads nowhere") != std::string::npos, message.c_str());
    QVERIFY(isFolderEmpty());
}

void TestDownload::endlessRedirectsEnd()
{
    const HttpServer server([](const HttpRequest&, const HttpConnection& connection) {
        connection.answer("301 Moved Permanently", "Location: /file\r\n", "");
    });
    QVERIFY(errorOf([&] { fetch(server); }).find("leads nowhere") != std::string::npos);
    QCOMPARE(server.requests().size(), 11u);
}

void TestDownload::aSilentServerIsGivenUp()
{
    const HttpServer server(
        [](const HttpRequest&, const HttpConnection& connection) { connection.stall(); });
    const std::string message = errorOf([&] { fetch(server); });
    QVERIFY2(message.ends_with(" does not answer."), message.c_str());
}

void TestDownload::aServerThatStopsInTheMiddleIsGivenUp()
{
    const HttpServer server([&](const HttpRequest&, const HttpConnection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" +
                        m_content.substr(0, 5000));
        connection.stall();
    });
    const std::string message = errorOf([&] { fetch(server); });
    QVERIFY2(message.find("stalled after 5000 bytes") != std::string::npos, message.c_str());
    QCOMPARE(readFile(part()), m_content.substr(0, 5000));
}

void TestDownload::anAnswerThatIsNotHttpIsASentence()
{
    const HttpServer server([](const HttpRequest&, const HttpConnection& connection) {
        connection.send("220 this is a mail server\r\n");
    });
    QVERIFY(errorOf([&] { fetch(server); }).find(server.url()) != std::string::npos);
    QVERIFY(isFolderEmpty());
}

void TestDownload::announcedSizesAboveTheLimitAreRefused()
{
    const HttpServer server(serve(m_content));
    m_options.largestSize = m_content.size() - 1;
    QVERIFY(errorOf([&] { fetch(server); }).find("larger than the 299999 bytes") !=
            std::string::npos);
    m_options.largestSize = m_content.size();
    fetch(server);
    QCOMPARE(readFile(file()), m_content);
    fs::remove(file());
    m_options.largestSize = 1 << 20;
    QVERIFY(isFolderEmpty());
}

void TestDownload::unannouncedSizesAboveTheLimitAreRefused()
{
    const HttpServer server([&](const HttpRequest&, const HttpConnection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        for (int i = 0; i < 10; ++i)
            connection.send(m_content);
    });
    QVERIFY(errorOf([&] { fetch(server); }).find("larger than the 1048576 bytes") !=
            std::string::npos);
    QVERIFY(isFolderEmpty());
}

void TestDownload::cancellingKeepsThePart()
{
    const HttpServer server([&](const HttpRequest&, const HttpConnection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" +
                        m_content.substr(0, 5000));
        connection.stall();
    });
    const Progress progress([](double done, const std::string&) { return done == 0.0; });
    QVERIFY_EXCEPTION_THROWN(fetch(server, progress), Cancelled);
    QCOMPARE(readFile(part()), m_content.substr(0, 5000));
    QVERIFY(!fs::exists(file()));
}

void TestDownload::cancellingASilentServerIsQuick()
{
    const HttpServer server(
        [](const HttpRequest&, const HttpConnection& connection) { connection.stall(); });
    m_options.stallSeconds = 3600;  // so that only the cancelling ends it
    int reports = 0;
    const Progress progress([&](double, const std::string&) { return ++reports < 3; });
    QVERIFY_EXCEPTION_THROWN(fetch(server, progress), Cancelled);
    m_options.stallSeconds = 1;
    QVERIFY(isFolderEmpty());
}

void TestDownload::twoDownloadsOfTheSameFileDoNotMix()
{
    const HttpServer server(serve(m_content));
    leavePart(server, m_content, 1000);
    const int other = ::open(part().c_str(), O_RDWR);
    QCOMPARE(::flock(other, LOCK_EX), 0);
    QVERIFY(errorOf([&] { fetch(server); }).ends_with("is being downloaded already."));
    QCOMPARE(fs::file_size(part()), 1000u);
    ::close(other);
    QCOMPARE(fetch(server), true);
}

void TestDownload::aFullDiskIsASentence()
{
    const HttpServer server(serve(m_content));
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{100000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const std::string message = errorOf([&] { fetch(server); });
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY2(message.find("can't be written: File too large") != std::string::npos,
             message.c_str());
}

QTEST_APPLESS_MAIN(TestDownload)
#include "tst_download.moc"
