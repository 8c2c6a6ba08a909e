using System.Text;

namespace Geo.Testing;

/// <summary>A workbook of Excel 97 to 2003 (MS-XLS, BIFF8) record by record: LABEL and NUMBER cells, merges, one sheet.</summary>
internal static class XlsFile
{
    public static byte[] Of(string sheet, object?[][] rows, params (int FromRow, int ToRow, int FromColumn, int ToColumn)[] merges)
    {
        byte[] name = [(byte)sheet.Length, 1, .. Encoding.Unicode.GetBytes(sheet)];
        byte[] bof = Record(0x0809, [.. Short(0x0600), .. Short(0x0005), .. Short(0x0DBB), .. Short(0x07CC), .. new byte[8]]), eof = Record(0x000A, []);
        byte[] globals = [.. bof, .. Record(0x0042, Short(1200)), .. Record(0x0022, Short(0))];
        int at = globals.Length + 4 + 6 + name.Length + eof.Length;
        byte[] bound = Record(0x0085, [.. Int(at), 0, 0, .. name]);
        var body = new List<byte>();
        body.AddRange(Record(0x0809, [.. Short(0x0600), .. Short(0x0010), .. Short(0x0DBB), .. Short(0x07CC), .. new byte[8]]));
        body.AddRange(Record(0x0200, [.. Int(0), .. Int(rows.Length), .. Short(0), .. Short(rows.Max(r => r.Length)), .. Short(0)]));
        for (int r = 0; r < rows.Length; r++)
        {
            for (int c = 0; c < rows[r].Length; c++)
            {
                byte[] place = [.. Short(r), .. Short(c), .. Short(0)];
                if (rows[r][c] is string text) body.AddRange(Record(0x0204, [.. place, .. Short(text.Length), 1, .. Encoding.Unicode.GetBytes(text)]));
                else if (rows[r][c] is double number) body.AddRange(Record(0x0203, [.. place, .. BitConverter.GetBytes(number)]));
            }
        }

        if (merges.Length > 0) body.AddRange(Record(0x00E5, [.. Short(merges.Length), .. merges.SelectMany(m => (byte[])[.. Short(m.FromRow), .. Short(m.ToRow), .. Short(m.FromColumn), .. Short(m.ToColumn)])]));
        body.AddRange(eof);
        return CompoundFile.Of(("Workbook", [.. globals, .. bound, .. eof, .. body]));
    }

    /// <summary>An XLSX under a password (MS-OFFCRYPTO, agile): no password fits its verifier.</summary>
    public static byte[] Locked()
    {
        static string Some(int bytes) => Convert.ToBase64String([.. Enumerable.Range(1, bytes).Select(i => (byte)i)]);
        string key = $"saltSize=\"16\" blockSize=\"16\" keyBits=\"256\" hashSize=\"64\" cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"SHA512\" saltValue=\"{Some(16)}\"";
        string xml = $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData {key}/><dataIntegrity encryptedHmacKey="{Some(64)}" encryptedHmacValue="{Some(64)}"/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="100" {key} encryptedVerifierHashInput="{Some(16)}" encryptedVerifierHashValue="{Some(64)}" encryptedKeyValue="{Some(32)}"/></keyEncryptor></keyEncryptors></encryption>
            """;
        byte[] info = [4, 0, 4, 0, 0x40, 0, 0, 0, .. Encoding.UTF8.GetBytes(xml.PadRight(4088))];
        return CompoundFile.Of(("EncryptionInfo", info), ("EncryptedPackage", [0, 16, 0, 0, 0, 0, 0, 0, .. new byte[8184]]));
    }

    private static byte[] Record(int type, byte[] content) => [.. Short(type), .. Short(content.Length), .. content];

    private static byte[] Short(int value) => BitConverter.GetBytes((ushort)value);

    private static byte[] Int(int value) => BitConverter.GetBytes(value);
}
