using System.Globalization;
using System.Text;
using System.Xml;

namespace Geo.Core.Vectors;

/// <summary>
/// A KML as OGR's LIBKML can read it: in UTF-8 (its parser knows no GBK), and with field names in ASCII, because the driver makes an
/// underscore of every other byte: 编号 and 名称 would be one field ______. The names are given back.
/// </summary>
internal sealed class KmlCopy : IDisposable
{
    private static readonly string[] s_named = ["Data", "SimpleField", "SimpleData"];

    private readonly Dictionary<string, string> _ours = new(StringComparer.Ordinal), _theirs = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("geowfc-").FullName;

    static KmlCopy() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private KmlCopy(string original) => Path = System.IO.Path.Combine(_folder, System.IO.Path.GetFileName(original));

    /// <summary>The file to be read instead.</summary>
    public string Path { get; }

    /// <summary>Null for a file that is no KML by its ending, and for one that is no XML: there OGR says what is wrong.</summary>
    public static KmlCopy? Of(string path)
    {
        if (!path.EndsWith(".kml", StringComparison.OrdinalIgnoreCase) || !File.Exists(path)) return null;
        var copy = new KmlCopy(path);
        try
        {
            // No entity from outside: the file comes from outside.
            using var stream = File.OpenRead(path);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true });
            using var writer = XmlWriter.Create(copy.Path, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
            copy.Write(reader, writer);
            return copy;
        }
        catch (Exception broken) when (broken is XmlException or ArgumentException or InvalidOperationException)
        {
            copy.Dispose();
            return null;
        }
    }

    /// <summary>A field's name as the file has it.</summary>
    public string Original(string field) => _theirs.GetValueOrDefault(field, field);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(XmlReader reader, XmlWriter writer)
    {
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
                    bool named = s_named.Contains(reader.LocalName), empty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                    {
                        writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, named && reader.Name == "name" ? Ours(reader.Value) : reader.Value);
                    }

                    if (empty) writer.WriteEndElement();
                    break;
                case XmlNodeType.EndElement:
                    writer.WriteFullEndElement();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    writer.WriteString(reader.Value);
                    break;
            }
        }
    }

    private string Ours(string name)
    {
        if (name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) return name;
        if (!_ours.TryGetValue(name, out string? ours))
        {
            _ours[name] = ours = string.Create(CultureInfo.InvariantCulture, $"geowfc_field_{_ours.Count}");
            _theirs[ours] = name.Trim();
        }

        return ours;
    }
}
