#include <sys/wait.h>
#include <unistd.h>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/error.h"
#include "core/store/entry_cache.h"
#include "core/tensors/file_io.h"
#include "support.h"

using namespace whence;
using test::errorOf;
namespace fs = std::filesystem;

class TestEntryCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsWrittenIsReadBack();
    void anUnknownKeyIsAMiss();
    void aSecondWriteReplacesTheFirst();
    void aDamagedEntryIsAMissAndRemoved_data();
    void aDamagedEntryIsAMissAndRemoved();
    void anEntryThatItsReaderRefusesIsRemoved();
    void cancellingRemovesNothing();
    void aFailingWriterLeavesNothing();
    void whatWasUsedLongestAgoGoesFirst();
    void whatIsLargerThanTheCacheIsNotKept();
    void abandonedFoldersAreCleanedUp();
    void foreignFoldersAreLeftAlone();
    void clearingLeavesNoEntry();
    void anUnwritableFolderIsASentence();
    void processesShareACache();

private:
    fs::path root() const { return fs::path(m_folder->path().toStdString()) / "cache"; }
    EntryCache cache(std::uintmax_t maximum = 1 << 20) const { return {root(), maximum}; }
    static void put(const EntryCache& cache, const std::string& key, const std::string& content)
    {
        cache.write(
            key, [&](const fs::path& folder) { writeFileAtomically(folder / "content", content); });
    }
    /// What is kept under a key; "-" for a miss.
    static std::string contentOf(const EntryCache& cache, const std::string& key)
    {
        std::string content = "-";
        cache.read(key, [&](const fs::path& folder) { content = readFile(folder / "content"); });
        return content;
    }
    void setAge(const std::string& entry, int hours) const
    {
        fs::last_write_time(root() / entry,
                            fs::file_time_type::clock::now() - std::chrono::hours(hours));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestEntryCache::whatIsWrittenIsReadBack()
{
    const EntryCache cache = this->cache();
    QCOMPARE(cache.size(), 0u);
    put(cache, "a1", "first");
    put(cache, "b2", std::string("\0binary\n", 8));
    QCOMPARE(contentOf(cache, "a1"), "first");
    QCOMPARE(contentOf(cache, "b2"), std::string("\0binary\n", 8));
    QVERIFY(cache.size() > 13);
}

void TestEntryCache::anUnknownKeyIsAMiss()
{
    QCOMPARE(contentOf(cache(), "c3"), "-");
    QVERIFY(!fs::exists(root()));
}

void TestEntryCache::aSecondWriteReplacesTheFirst()
{
    put(cache(), "a1", "first");
    put(cache(), "a1", "second");
    QCOMPARE(contentOf(cache(), "a1"), "second");
}

void TestEntryCache::aDamagedEntryIsAMissAndRemoved_data()
{
    using Damage = std::function<void(const fs::path&)>;
    QTest::addColumn<Damage>("damage");
    QTest::newRow("a changed byte")
        << Damage([](const fs::path& entry) { std::ofstream(entry / "content") << "fIrst"; });
    QTest::newRow("a cut file") << Damage(
        [](const fs::path& entry) { fs::resize_file(entry / "content", 2); });
    QTest::newRow("a missing file")
        << Damage([](const fs::path& entry) { fs::remove(entry / "content"); });
    QTest::newRow("a further file")
        << Damage([](const fs::path& entry) { std::ofstream(entry / "more") << "x"; });
    QTest::newRow("a missing manifest")
        << Damage([](const fs::path& entry) { fs::remove(entry / "manifest"); });
    QTest::newRow("a cut manifest")
        << Damage([](const fs::path& entry) { fs::resize_file(entry / "manifest", 20); });
    QTest::newRow("a folder inside")
        << Damage([](const fs::path& entry) { fs::create_directory(entry / "folder"); });
    QTest::newRow("a file in its place") << Damage([](const fs::path& entry) {
        fs::remove_all(entry);
        std::ofstream(entry) << "x";
    });
}

void TestEntryCache::aDamagedEntryIsAMissAndRemoved()
{
    QFETCH(const std::function<void(const fs::path&)>, damage);
    put(cache(), "a1", "first");
    damage(root() / "a1");
    QCOMPARE(contentOf(cache(), "a1"), "-");
    QVERIFY(!fs::exists(root() / "a1"));
    put(cache(), "a1", "again");
    QCOMPARE(contentOf(cache(), "a1"), "again");
}

void TestEntryCache::anEntryThatItsReaderRefusesIsRemoved()
{
    put(cache(), "a1", "first");
    QVERIFY(!cache().read("a1", [](const fs::path&) { throw Error("An old format."); }));
    QVERIFY(!fs::exists(root() / "a1"));
}

void TestEntryCache::cancellingRemovesNothing()
{
    put(cache(), "a1", "first");
    const Progress progress([](double, const std::string&) { return false; });
    QVERIFY_EXCEPTION_THROWN(cache().read(
                                 "a1", [](const fs::path&) {}, progress),
                             Cancelled);
    QCOMPARE(contentOf(cache(), "a1"), "first");
}

void TestEntryCache::aFailingWriterLeavesNothing()
{
    put(cache(), "a1", "first");
    const auto failing = [](const fs::path& folder) {
        writeFileAtomically(folder / "content", "half");
        throw Cancelled();
    };
    QVERIFY_EXCEPTION_THROWN(cache().write("a1", failing), Cancelled);
    QVERIFY_EXCEPTION_THROWN(cache().write("b2", failing), Cancelled);
    QCOMPARE(contentOf(cache(), "a1"), "first");
    QCOMPARE(contentOf(cache(), "b2"), "-");
    QCOMPARE(std::distance(fs::directory_iterator(root()), {}), 2);  // a1 and the lock
}

void TestEntryCache::whatWasUsedLongestAgoGoesFirst()
{
    const EntryCache cache = this->cache(3500);
    put(cache, "a1", std::string(1000, 'a'));
    put(cache, "b2", std::string(1000, 'b'));
    put(cache, "c3", std::string(1000, 'c'));
    setAge("a1", 3);
    setAge("b2", 2);
    setAge("c3", 1);
    QCOMPARE(contentOf(cache, "a1"), std::string(1000, 'a'));  // used just now
    put(cache, "d4", std::string(1000, 'd'));
    QCOMPARE(contentOf(cache, "b2"), "-");
    QCOMPARE(contentOf(cache, "a1"), std::string(1000, 'a'));
    QCOMPARE(contentOf(cache, "c3"), std::string(1000, 'c'));
    QCOMPARE(contentOf(cache, "d4"), std::string(1000, 'd'));
    QVERIFY(cache.size() <= 3500);
}

void TestEntryCache::whatIsLargerThanTheCacheIsNotKept()
{
    const EntryCache cache = this->cache(3500);
    put(cache, "a1", "small");
    put(cache, "b2", std::string(4000, 'b'));
    QCOMPARE(contentOf(cache, "a1"), "small");
    QCOMPARE(contentOf(cache, "b2"), "-");
}

void TestEntryCache::abandonedFoldersAreCleanedUp()
{
    put(cache(), "a1", "first");
    fs::create_directory(root() / ".new-1-old");
    fs::create_directory(root() / ".new-2-busy");
    setAge(".new-1-old", 48);
    put(cache(), "b2", "second");
    QVERIFY(!fs::exists(root() / ".new-1-old"));
    QVERIFY(fs::exists(root() / ".new-2-busy"));
}

void TestEntryCache::foreignFoldersAreLeftAlone()
{
    put(cache(3000), "a1", "first");
    fs::create_directory(root() / "holiday pictures");
    writeFileAtomically(root() / "holiday pictures" / "1.jpg", std::string(5000, 'j'));
    setAge("holiday pictures", 9999);
    put(cache(3000), "b2", "second");
    QVERIFY(fs::exists(root() / "holiday pictures" / "1.jpg"));
    QCOMPARE(contentOf(cache(3000), "a1"), "first");
}

void TestEntryCache::clearingLeavesNoEntry()
{
    cache().clear();
    put(cache(), "a1", "first");
    put(cache(), "b2", "second");
    cache().clear();
    QCOMPARE(cache().size(), 0u);
    QCOMPARE(contentOf(cache(), "a1"), "-");
}

void TestEntryCache::anUnwritableFolderIsASentence()
{
    writeFileAtomically(root(), "a file where the folder should be");
    const std::string message = errorOf([&] { put(cache(), "a1", "first"); });
    QVERIFY2(message.starts_with("The cache " + root().string() + " can't be written: "),
             message.c_str());
    QCOMPARE(contentOf(cache(), "a1"), "-");
    QCOMPARE(contentOf(EntryCache("/proc/none", 100), "a1"), "-");
}

void TestEntryCache::processesShareACache()
{
    // Four processes write, read and crowd out the same five entries; what a process reads must be
    // whole.
    std::vector<pid_t> children;
    for (int child = 0; child < 4; ++child) {
        const pid_t pid = ::fork();
        if (pid == 0) {
            int failures = 0;
            const EntryCache cache = this->cache(8000);
            for (int round = 0; round < 25; ++round) {
                const int number = (round * 7 + child) % 5;
                const std::string key = "a" + std::to_string(number);
                const std::string expected(2000, char('a' + number));
                const std::string found = contentOf(cache, key);
                failures += found != "-" && found != expected;
                if (found == "-")
                    failures += !errorOf([&] { put(cache, key, expected); }).empty();
            }
            ::_exit(failures > 0);
        }
        children.push_back(pid);
    }
    for (const pid_t pid : children) {
        int status = -1;
        ::waitpid(pid, &status, 0);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    QVERIFY(cache().size() <= 8000);
    QVERIFY(cache().size() > 0);
    for (const auto& item : fs::directory_iterator(root()))
        QVERIFY2(!item.path().filename().string().starts_with("."), item.path().c_str());
}

QTEST_APPLESS_MAIN(TestEntryCache)
#include "tst_entry_cache.moc"
