using System.Globalization;
using System.Text;
using System.Xml;
using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Core.Vectors;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>A sampling plan as a file to go out with: each point in CGCS2000 longitude and latitude and in the 3-degree Gauss-Krüger plane of its zone.</summary>
public static class SamplingFile
{
    private static readonly VectorField[] Fields =
    [
        new("id", FieldKind.Text), new("堆场编号", FieldKind.Text), new("采样计划", FieldKind.Text), new("点号", FieldKind.WholeNumber), new("采样状态", FieldKind.Text),
        new("经度_CGCS2000", FieldKind.RealNumber), new("纬度_CGCS2000", FieldKind.RealNumber), new("北坐标X_m", FieldKind.RealNumber), new("东坐标Y_m", FieldKind.RealNumber),
        new("平面坐标系", FieldKind.Text), new("采样深度_m", FieldKind.RealNumber), new("采样时间", FieldKind.DateTime), new("采样人", FieldKind.Text), new("检测机构", FieldKind.Text),
        new("检测报告编号", FieldKind.Text), new("超标项", FieldKind.Text), new("备注", FieldKind.Text),
    ];

    /// <summary>Formats that can be asked for, with their media types.</summary>
    public static IReadOnlyDictionary<string, string> Formats { get; } = new Dictionary<string, string>
    {
        ["geojson"] = "application/geo+json",
        ["kml"] = "application/vnd.google-earth.kml+xml",
        ["csv"] = "text/csv; charset=utf-8",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    /// <summary>Writes the points; the format follows the extension.</summary>
    /// <param name="points">Rows of dump-samples with a place.</param>
    /// <param name="file">The target.</param>
    public static void Write(IReadOnlyList<Feature> points, string file)
    {
        ArgumentNullException.ThrowIfNull(points);
        var rows = points.Where(p => p.Geometry is Point).Select((p, i) => new VectorFeature(i + 1, p.Geometry, Row(p))).ToList();
        if (Path.GetExtension(file).Equals(".kml", StringComparison.OrdinalIgnoreCase))
        {
            File.WriteAllBytes(file, Kml(rows));
        }
        else
        {
            VectorFile.Write(file, "dump_samples", WellKnown.Crs84, Fields, rows);
        }
    }

    /// <summary>The 3-degree Gauss-Krüger plane of CGCS2000 that a longitude falls into (EPSG:4534 at 75° E to 4554 at 135° E).</summary>
    public static int ZoneOf(double longitude) => (int)Math.Round(longitude / 3) * 3 is var meridian and >= 75 and <= 135
        ? 4534 + (meridian - 75) / 3
        : throw new InputException("the sampling plan", "longitude", string.Create(CultureInfo.InvariantCulture, $"{longitude:0.000} lies outside the Gauss-Krüger zones of China"), "check the place of the dump");

    private static Dictionary<string, object?> Row(Feature point)
    {
        var p = point.Properties;
        var place = (Point)point.Geometry!;
        int zone = ZoneOf(place.X);
        // The plane's x is east, as everywhere inside; the sheet's X is north, as Chinese surveyors write it.
        var (east, north) = GeometryTransform.Transform(place.X, place.Y, WellKnown.Cgcs2000, Projection.FromEpsg(zone));
        object?[] values =
        [
            point.Id, p["site_code"], p["plan_id"], p["point_number"], p["state"], Math.Round(place.X, 7), Math.Round(place.Y, 7), Math.Round(north, 2), Math.Round(east, 2),
            $"CGCS2000 / 3-degree Gauss-Kruger (EPSG:{zone})", p["depth_m"], p["sampled_at"], p["sampled_by"], p["laboratory"], p["report_number"],
            p["exceeded"] is IEnumerable<string> list ? string.Join('、', list) : null, p["note"],
        ];
        return Fields.Zip(values).ToDictionary(f => f.First.Name, f => f.Second);
    }

    private static byte[] Kml(List<VectorFeature> rows)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("kml", "http://www.opengis.net/kml/2.2");
            xml.WriteStartElement("Document");
            foreach (VectorFeature row in rows)
            {
                xml.WriteStartElement("Placemark");
                xml.WriteElementString("name", string.Create(CultureInfo.InvariantCulture, $"{row.Attributes["堆场编号"]} {row.Attributes["点号"]}号点"));
                xml.WriteElementString("description", string.Create(CultureInfo.InvariantCulture,
                    $"X(北) {row.Attributes["北坐标X_m"]:0.00} m，Y(东) {row.Attributes["东坐标Y_m"]:0.00} m，{row.Attributes["平面坐标系"]}；采样深度 {row.Attributes["采样深度_m"]} m"));
                xml.WriteStartElement("Point");
                xml.WriteElementString("coordinates", string.Create(CultureInfo.InvariantCulture, $"{row.Geometry!.Coordinate.X:0.#######},{row.Geometry.Coordinate.Y:0.#######}"));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }
}
