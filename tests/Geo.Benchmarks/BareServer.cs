using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Geo.Benchmarks;

/// <summary>
/// The mark that geowfc's items are held to: Kestrel with no middleware, pooled connections with prepared commands of
/// Microsoft.Data.Sqlite, the R-tree, Utf8JsonWriter. The same rows, columns and numbers; no links, no counts, no checks.
/// /items?limit=N[&amp;bbox=a,b,c,d] and /items/ID.
/// </summary>
internal static class BareServer
{
    private static readonly JsonWriterOptions Style = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static async Task Run(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.ListenLocalhost(int.Parse(args[1], CultureInfo.InvariantCulture)));
        var app = builder.Build();
        var idle = new ConcurrentBag<Reader>();
        app.Run(async http =>
        {
            if (!idle.TryTake(out var reader)) reader = new Reader(args[0]);
            http.Response.ContentType = "application/geo+json";
            using (var json = new Utf8JsonWriter(http.Response.BodyWriter, Style))
            {
                reader.Answer(http.Request, json);
            }

            idle.Add(reader);
            await http.Response.BodyWriter.FlushAsync();
        });
        await app.RunAsync();
    }

    private sealed class Reader
    {
        private readonly SqliteCommand _all, _near, _one;

        public Reader(string file)
        {
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            const string columns = "class, probability, area_m2, pixel_count, survey_id, run_id, scene_ids, acquired_at, model, site_kind, site_code, overlap_share, site_distance_m, town, review, review_reason, reviewed_at, track_id, first_seen_at, last_seen_at, object_probability";
            _all = Prepared($"SELECT id, geom, {columns} FROM detections ORDER BY fid LIMIT @limit", "@limit");
            _near = Prepared($"SELECT id, geom, {columns} FROM detections WHERE fid IN (SELECT id FROM rtree_detections_geom WHERE maxx >= @a AND minx <= @c AND maxy >= @b AND miny <= @d) ORDER BY fid LIMIT @limit", "@limit", "@a", "@b", "@c", "@d");
            _one = Prepared($"SELECT id, geom, {columns} FROM detections WHERE id = @id", "@id");

            SqliteCommand Prepared(string sql, params string[] names)
            {
                var command = connection.CreateCommand();
                command.CommandText = sql;
                foreach (string name in names) command.Parameters.Add(new SqliteParameter { ParameterName = name });
                return command;
            }
        }

        public void Answer(HttpRequest request, Utf8JsonWriter json)
        {
            string path = request.Path.Value!;
            if (path.Length > "/items/".Length)
            {
                _one.Parameters[0].Value = path["/items/".Length..];
                using var row = _one.ExecuteReader();
                if (row.Read()) Feature(row, json);
                return;
            }

            var command = _all;
            if (request.Query["bbox"] is [{ } box])
            {
                command = _near;
                string[] parts = box.Split(',');
                for (int i = 0; i < 4; i++) command.Parameters[i + 1].Value = double.Parse(parts[i], CultureInfo.InvariantCulture);
            }

            command.Parameters[0].Value = int.Parse(request.Query["limit"]!, CultureInfo.InvariantCulture);
            using var rows = command.ExecuteReader();
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            while (rows.Read()) Feature(rows, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        private static void Feature(SqliteDataReader row, Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteString("id", row.GetString(0));
            json.WritePropertyName("geometry");
            Polygon((byte[])row.GetValue(1), json);
            json.WriteStartObject("properties");
            for (int i = 2; i < row.FieldCount; i++)
            {
                json.WritePropertyName(row.GetName(i));
                switch (row.GetValue(i))
                {
                    case string text when text.StartsWith('['): json.WriteRawValue(text); break;
                    case string text: json.WriteStringValue(text); break;
                    case long whole: json.WriteNumberValue(whole); break;
                    case double number: json.WriteNumberValue(number); break;
                    default: json.WriteNullValue(); break;
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        // GeoPackage header with envelope, then a multipolygon, little endian, as the store writes it.
        private static void Polygon(byte[] blob, Utf8JsonWriter json)
        {
            int at = 40 + 5;
            int Count()
            {
                at += 4;
                return BinaryPrimitives.ReadInt32LittleEndian(blob.AsSpan(at - 4));
            }

            json.WriteStartObject();
            json.WriteString("type", "MultiPolygon");
            json.WriteStartArray("coordinates");
            for (int parts = Count(); parts > 0; parts--)
            {
                at += 5;
                json.WriteStartArray();
                for (int rings = Count(); rings > 0; rings--)
                {
                    json.WriteStartArray();
                    for (int positions = Count(); positions > 0; positions--, at += 16)
                    {
                        json.WriteStartArray();
                        json.WriteNumberValue(Math.Round(BinaryPrimitives.ReadDoubleLittleEndian(blob.AsSpan(at)), 7));
                        json.WriteNumberValue(Math.Round(BinaryPrimitives.ReadDoubleLittleEndian(blob.AsSpan(at + 8)), 7));
                        json.WriteEndArray();
                    }

                    json.WriteEndArray();
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
