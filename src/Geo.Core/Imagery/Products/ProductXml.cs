using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Geo.Core.Imagery.Products;

/// <summary>The XML that describes a product, asked by element names without their name spaces.</summary>
internal sealed class ProductXml
{
    private readonly XElement _root;

    private ProductXml(string path, XElement root) => (Path, _root) = (path, root);

    /// <summary>The file, for messages.</summary>
    internal string Path { get; }

    internal string RootName => _root.Name.LocalName;

    /// <exception cref="InputException">It is no XML, or one that is cut off.</exception>
    internal static ProductXml Parse(string path, byte[] bytes)
    {
        try
        {
            // No DTD, no outside entity: the file comes from outside.
            using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return new ProductXml(path, XDocument.Load(reader).Root!);
        }
        catch (XmlException broken)
        {
            throw new InputException(path, null, $"it is no whole XML (line {broken.LineNumber.ToString(CultureInfo.InvariantCulture)})", "copy the file again, it is cut off or damaged", broken)
            { Chinese = $"不是完整的 XML（第 {broken.LineNumber.ToString(CultureInfo.InvariantCulture)} 行）；请重新复制，文件不完整或已损坏" };
        }
    }

    /// <summary>Elements of a name, anywhere.</summary>
    internal IEnumerable<XElement> All(string name) => _root.DescendantsAndSelf().Where(e => e.Name.LocalName == name);

    /// <summary>Text of the first element of a name; null where there is none or it is empty.</summary>
    internal string? Text(string name) => All(name).FirstOrDefault()?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Number of the first element of a name; null where there is none.</summary>
    /// <exception cref="InputException">The text is no number.</exception>
    internal double? Number(string name) => Text(name) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
        : throw new InputException(Path, name, $"'{text}' is no number", "give the file as it was delivered")
        { Chinese = $"“{text}”不是数字；请按交付时的原样提供" };

    /// <exception cref="InputException">It is missing.</exception>
    internal string Needed(string name) => Text(name) ?? throw Missing(name);

    /// <exception cref="InputException">It is missing or no number.</exception>
    internal double NeededNumber(string name) => Number(name) ?? throw Missing(name);

    private InputException Missing(string name) => new(Path, name, "the field is not there", "give the file as it was delivered, it is cut off or of another kind");
}
