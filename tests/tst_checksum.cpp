#include <QTemporaryDir>
#include <QTest>

#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"

using namespace whence;

class TestChecksum : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void crc32cHasItsKnownValues();
    void crc32cDependsOnEveryByteOfALongText();
    void maskedCrcIsTensorFlows();
    void sha256HasItsKnownValues();
    void aFileHasTheSha256OfItsContent();
    void gitBlobSha1IsWhatGitSays();
    void aMissingFileIsAnError();
    void hashingCanBeCancelled();
};

void TestChecksum::crc32cHasItsKnownValues()
{
    // RFC 3720, B.4, and the check value of the catalogue of CRCs.
    QCOMPARE(crc32c(""), 0u);
    QCOMPARE(crc32c("123456789"), 0xe3069283u);
    QCOMPARE(crc32c(std::string(32, '\0')), 0x8a9136aau);
    QCOMPARE(crc32c(std::string(32, '\xff')), 0x62a8ab43u);
    std::string rising;
    for (int i = 0; i < 32; ++i)
        rising += char(i);
    QCOMPARE(crc32c(rising), 0x46dd794eu);
}

void TestChecksum::crc32cDependsOnEveryByteOfALongText()
{
    // Bit by bit, as the polynomial is defined.
    std::string text;
    for (int i = 0; i < 1003; ++i)
        text += char(i * 7 + i / 256);
    for (const std::size_t length : {1u, 7u, 8u, 9u, 15u, 64u, 1003u}) {
        std::uint32_t crc = 0xffffffffu;
        for (std::size_t i = 0; i < length; ++i) {
            crc ^= static_cast<unsigned char>(text[i]);
            for (int bit = 0; bit < 8; ++bit)
                crc = crc & 1u ? (crc >> 1) ^ 0x82f63b78u : crc >> 1;
        }
        QCOMPARE(crc32c(std::string_view(text).substr(0, length)), ~crc);
    }
}

void TestChecksum::maskedCrcIsTensorFlows()
{
    QCOMPARE(maskCrc(0u), 0xa282ead8u);
    // ((crc >> 15) | (crc << 17)) + 0xa282ead8 by hand for a CRC with a bit at either end.
    QCOMPARE(maskCrc(0x80000001u), 0x00010000u + 0x00020000u + 0xa282ead8u);
}

void TestChecksum::sha256HasItsKnownValues()
{
    QCOMPARE(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QCOMPARE(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

void TestChecksum::aFileHasTheSha256OfItsContent()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("bytes").toStdString();
    for (const std::size_t size : {0u, 1u, 1048576u, 2500000u}) {
        const std::string bytes(size, 'x');
        writeFileAtomically(file, bytes);
        QCOMPARE(sha256OfFile(file), sha256(bytes));
    }
}

void TestChecksum::gitBlobSha1IsWhatGitSays()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("blob").toStdString();
    writeFileAtomically(file, "");
    QCOMPARE(gitBlobSha1(file), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    writeFileAtomically(file, "hello\n");
    QCOMPARE(gitBlobSha1(file), "ce013625030ba8dba906f756967f9e9ca394464a");
}

void TestChecksum::aMissingFileIsAnError()
{
    const QTemporaryDir folder;
    const std::filesystem::path missing = folder.filePath("missing").toStdString();
    QVERIFY_EXCEPTION_THROWN(sha256OfFile(missing), Error);
    QVERIFY_EXCEPTION_THROWN(gitBlobSha1(missing), Error);
    QVERIFY_EXCEPTION_THROWN(sha256OfFile(folder.path().toStdString()), Error);
}

void TestChecksum::hashingCanBeCancelled()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("bytes").toStdString();
    writeFileAtomically(file, std::string(3 << 20, 'x'));
    int reports = 0;
    const Progress progress([&](double, const std::string&) { return ++reports < 2; });
    QVERIFY_EXCEPTION_THROWN(sha256OfFile(file, progress), Cancelled);
    QCOMPARE(reports, 2);
}

QTEST_APPLESS_MAIN(TestChecksum)
#include "tst_checksum.moc"
