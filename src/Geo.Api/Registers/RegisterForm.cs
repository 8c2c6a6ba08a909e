using Geo.Api.Ogc;
using Geo.Core.Sites;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Geo.Api.Registers;

/// <summary>A form that brings a register: its files in a folder of their own, which goes with it, and how to read them.</summary>
internal sealed class RegisterForm : IDisposable
{
    /// <summary>Bytes that a request may have.</summary>
    public const int LargestBody = 128 << 20;

    private const int MostFiles = 12, MostFields = 100, LongestField = 4096;

    private readonly string _folder;
    private readonly List<string> _files = [];
    private readonly List<KeyValuePair<string, string>> _fields = [];

    private RegisterForm(string folder) => _folder = folder;

    /// <summary>The file that is read; the .shp where a shapefile came in parts.</summary>
    public string File => _files.Find(f => f.EndsWith(".shp", StringComparison.OrdinalIgnoreCase)) ?? _files[0];

    /// <summary>How to read it.</summary>
    public RegisterOptions Options => new()
    {
        FileName = Path.GetFileName(File),
        Layer = Field("layer"),
        SourceCrs = Field("source_crs"),
        Map = _fields.Where(f => f.Key == "map").Select(f => Pair(f.Value)).DistinctBy(p => p.Key).ToDictionary(),
    };

    /// <summary>Reads the request to its end.</summary>
    /// <exception cref="InputException">It is no form, brings no file, or files that do not belong together.</exception>
    public static async Task<RegisterForm> Read(HttpContext http, CancellationToken cancel)
    {
        if (FormParts.Of(http.Request) is not { } reader)
        {
            throw new InputException("request", "Content-Type", "the body is no form", "send multipart/form-data with the file") { Chinese = "请求不是表单；请以 multipart/form-data 上传文件" };
        }

        var form = new RegisterForm(Directory.CreateTempSubdirectory("geowfc-").FullName);
        try
        {
            while (await reader.Next(cancel) is { } section)
            {
                if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) await form.Take(section, disposition, cancel);
            }

            form.Check();
            return form;
        }
        catch
        {
            form.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task Take(MultipartSection section, ContentDispositionHeaderValue disposition, CancellationToken cancel)
    {
        string name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        if (!disposition.IsFileDisposition())
        {
            using var text = new StreamReader(section.Body);
            char[] value = new char[LongestField + 1];
            int length = await FormParts.Guarded(() => text.ReadBlockAsync(value, cancel).AsTask());
            if (length > LongestField || _fields.Count >= MostFields) throw new InputException("request", name, "the field is too long, or there are too many", "send fewer and shorter fields") { Chinese = "字段过长或过多" };
            if (new string(value, 0, length).Trim() is { Length: > 0 } said) _fields.Add(new(name, said));
            return;
        }

        string called = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
        called = called[(called.LastIndexOfAny(['/', '\\']) + 1)..];
        // A name of ours where it has none that a file system takes; messages call the file by it.
        called = string.Concat(called.Split(Path.GetInvalidFileNameChars())) is { Length: > 0 and <= 120 } fit && fit.Trim('.').Length > 0 ? fit : "register" + Path.GetExtension(called);
        if (_files.Count >= MostFiles) throw new InputException("request", null, $"it brings more than {MostFiles} files", "pack them into one .zip") { Chinese = $"文件超过 {MostFiles} 个；请打包成一个 .zip" };
        string path = Path.Combine(_folder, called);
        await FormParts.Guarded(async () =>
        {
            await using var into = System.IO.File.Create(path);
            await section.Body.CopyToAsync(into, cancel);
            return into.Length;
        });
        _files.Add(path);
    }

    private void Check()
    {
        if (_files.Count == 0) throw new InputException("request", "file", "the form brings no file", "choose the file of the register") { Chinese = "没有上传文件；请选择台账文件" };
        string stem = Path.GetFileNameWithoutExtension(File);
        if (_files.Count > 1 && (!File.EndsWith(".shp", StringComparison.OrdinalIgnoreCase) || _files.Exists(f => !Path.GetFileNameWithoutExtension(f).Equals(stem, StringComparison.OrdinalIgnoreCase))))
        {
            throw new InputException("request", "file", "the form brings several files that are not one shapefile", "send one register at a time") { Chinese = "上传了多个文件，且不是同一个 Shapefile；请每次导入一份台账" };
        }
    }

    private string? Field(string name) => _fields.FirstOrDefault(f => f.Key == name).Value;

    private static KeyValuePair<string, string> Pair(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 ? new(text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new InputException("request", "map", $"'{text}' is not of the form field=column", "write as code=编号") { Chinese = $"“{text}”不是 字段=列名 的形式；例如 code=编号" };
    }
}
