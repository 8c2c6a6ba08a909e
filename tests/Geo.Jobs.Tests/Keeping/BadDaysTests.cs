using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Geo.Testing;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>What goes wrong outside of us: one clear line, nothing half done, and work goes on when the cause is gone.</summary>
public sealed class BadDaysTests : IDisposable
{
    private static readonly Dictionary<string, string> Impatient = new() { ["GEOWFC_BUSY_SECONDS"] = "1", ["GEOWFC_LEASE_SECONDS"] = "2" };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_full_disk_stops_import_ingest_and_backup_with_one_line_and_they_go_on_when_there_is_room()
    {
        using var disk = new TinyDisk(24);
        var geowfc = new Geowfc(disk.File("ws"));
        geowfc.Done("init");
        string register = Registers.Write(_folder.File("mines.csv"), 600, "before"), scene = Scene(_folder.File("scene.tif"), 600);
        string[] import = ["import", "mine-sites", register], ingest = ["ingest", scene, "--profile", "generic", "--band-map", "blue=1", "green=2", "red=3", "nir=4", "--datetime", "2025-07-01T03:00:00Z"];

        foreach (string[] command in (string[][])[import, ingest])
        {
            disk.Fill(leave: 600 << 10);
            Geowfc.Answer full = geowfc.Run(Impatient, command);
            Assert.Equal(1, full.Code);
            Assert.Contains("the disk is full; free some space", LastLine(full), StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", full.Errors, StringComparison.Ordinal);
            disk.Free();
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(geowfc.Workspace, "scenes")));
            geowfc.Done(command);
        }

        Assert.Equal("600", Count(geowfc, "mine-sites"));
        disk.Fill(leave: 1 << 20);
        Geowfc.Answer backup = geowfc.Run(Impatient, "backup", disk.File("b.tar"));
        Assert.Equal(1, backup.Code);
        Assert.Matches("GB are free and the backup needs|the disk is full; free some space", LastLine(backup));
        disk.Free();
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(disk.File("x"))!), entry => Path.GetFileName(entry).StartsWith(".geowfc", StringComparison.Ordinal));
        geowfc.Done("backup", _folder.File("b.tar"));
    }

    [SkippableFact]
    public async Task A_server_on_a_full_disk_says_so_reads_on_and_writes_again_when_there_is_room()
    {
        using var disk = new TinyDisk(24);
        var geowfc = new Geowfc(disk.File("ws"));
        geowfc.Done("init");
        geowfc.Done("import", "mine-sites", Registers.Write(_folder.File("mines.csv"), 20, "here"));
        using var server = new Serving(geowfc);
        disk.Fill();
        // The log of the store may have room for a last line or two.
        HttpResponseMessage answer;
        int tries = 0;
        do answer = await server.Start("track", new { scenes = Array.Empty<string>() });
        while (answer.StatusCode != HttpStatusCode.ServiceUnavailable && ++tries < 200);
        JsonElement problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("urn:geowfc:problem:disk-full", problem.GetProperty("type").GetString());
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(new Uri("/collections/mine-sites/items?limit=5", UriKind.Relative))).StatusCode);
        disk.Free();
        HttpResponseMessage again = await server.Start("track", new { scenes = Array.Empty<string>() });
        Assert.True(again.IsSuccessStatusCode, $"{again.StatusCode} {await again.Content.ReadAsStringAsync()}");
        await Ended(server, again, "done");
        Assert.DoesNotContain("   at Geo.", server.Said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_store_locked_by_another_program_names_it_and_is_written_again_when_that_lets_go()
    {
        Skip.IfNot(File.Exists("/usr/bin/sqlite3"), "needs the sqlite3 shell");
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        string register = Registers.Write(_folder.File("mines.csv"), 20, "here");
        using var server = new Serving(geowfc);
        using (var holder = Process.Start(new ProcessStartInfo("/usr/bin/sqlite3", [Path.Combine(geowfc.Workspace, "geowfc.gpkg")]) { RedirectStandardInput = true, RedirectStandardOutput = true })!)
        {
            holder.StandardInput.WriteLine("BEGIN IMMEDIATE; SELECT 'locked';");
            Assert.Equal("locked", holder.StandardOutput.ReadLine());
            geowfc.Done("layers"); // reading opens it all the same
            Geowfc.Answer locked = geowfc.Run(Impatient, "import", "mine-sites", register);
            Assert.Equal(1, locked.Code);
            Assert.Contains($"sqlite3 (process {holder.Id}) has kept a write open", Assert.Single(locked.Errors.Trim().Split('\n')), StringComparison.Ordinal);
            HttpResponseMessage busy = await server.Start("track", new { scenes = Array.Empty<string>() });
            Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
            Assert.Equal("urn:geowfc:problem:busy", JsonElement.Parse(await busy.Content.ReadAsStringAsync()).GetProperty("type").GetString());
            Assert.NotNull(busy.Headers.RetryAfter);
            Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(new Uri("/collections/mine-sites/items", UriKind.Relative))).StatusCode);
            holder.StandardInput.WriteLine("ROLLBACK;");
            holder.StandardInput.WriteLine(".quit");
            holder.WaitForExit();
        }

        geowfc.Done("import", "mine-sites", register);
        await Ended(server, await server.Start("track", new { scenes = Array.Empty<string>() }), "done");
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task A_scene_that_was_taken_away_fails_its_run_by_name_and_the_run_succeeds_once_it_is_back()
    {
        Geowfc geowfc = Geowfc.OnDemo(_folder.File("ws"));
        string cog = Directory.EnumerateFiles(Path.Combine(geowfc.Workspace, "scenes"), "sentinel2*.tif").First(file => !file.EndsWith("quality.tif", StringComparison.Ordinal));
        string id = Path.GetFileNameWithoutExtension(cog);
        using var server = new Serving(geowfc);
        File.Move(cog, cog + ".away");
        HttpResponseMessage started = await server.Start("survey", new { scenes = new[] { id }, detections_only = true });
        JsonElement failed = await Ended(server, started, "failed");
        Assert.Contains(Path.GetFileName(cog), failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        Geowfc.Answer command = geowfc.Run("survey", "--scene", id, "--detections-only");
        Assert.Equal(1, command.Code);
        Assert.Contains(Path.GetFileName(cog), LastLine(command), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", command.Errors, StringComparison.Ordinal);

        File.Move(cog + ".away", cog);
        await Ended(server, await server.Start("survey", new { scenes = new[] { id }, detections_only = true }), "done");
    }

    [Fact]
    public async Task A_wrong_token_is_401_and_the_right_one_is_taken_after_it()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        using var server = new Serving(geowfc);
        var track = new { kind = "track", parameters = new { scenes = Array.Empty<string>() } };
        foreach (string wrong in (string[])["wrong-token-0123456789", "gwk_0123456789abcdef0123456789abcdef"])
        {
            using HttpClient client = server.Signed(wrong);
            HttpResponseMessage refused = await client.PostAsJsonAsync(new Uri("/runs", UriKind.Relative), track);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
            Assert.Equal("urn:geowfc:problem:access", JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("type").GetString());
        }

        Assert.Equal(HttpStatusCode.Created, (await server.Client.PostAsJsonAsync(new Uri("/runs", UriKind.Relative), track)).StatusCode);
    }

    [Fact]
    public void A_port_that_is_taken_is_one_line_and_served_once_it_is_free()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string port = $"{((IPEndPoint)other.LocalEndpoint).Port}";
        Geowfc.Answer taken = geowfc.Run("serve", "--port", port);
        Assert.Equal(1, taken.Code);
        Assert.Contains($"127.0.0.1:{port}", Assert.Single(taken.Errors.Trim().Split('\n'), line => line.Contains("--port", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", taken.Errors, StringComparison.Ordinal);
        other.Stop();
        using Process server = geowfc.Start(new Dictionary<string, string>(), "serve", "--port", port);
        Assert.Contains($":{port}/map", server.StandardError.ReadLine(), StringComparison.Ordinal);
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
    }

    private static async Task<JsonElement> Ended(Serving server, HttpResponseMessage started, string state)
    {
        string id = JsonElement.Parse(await started.Content.ReadAsStringAsync()).GetProperty("id").GetString()!;
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            JsonElement run = JsonElement.Parse(await server.Client.GetStringAsync(new Uri($"/runs/{id}", UriKind.Relative)));
            if (run.GetProperty("state").GetString() == state) return run;
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(90), $"{run}");
        }
    }

    private static string Scene(string file, int size)
    {
        using var made = Process.Start("gdal_create", ["-q", "-of", "GTiff", "-outsize", $"{size}", $"{size}", "-bands", "4", "-burn", "700", "-ot", "UInt16", "-a_srs", "EPSG:32649", "-a_ullr", "390000", "4520000", "405000", "4505000", file]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        // Noise, so that it fills a disk.
        using var stream = new FileStream(file, FileMode.Open);
        ulong state = 7;
        stream.Position = 4096;
        byte[] noise = new byte[stream.Length - 8192];
        for (int i = 0; i + 1 < noise.Length; i += 2)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            (noise[i], noise[i + 1]) = ((byte)(state >> 33), (byte)(1 + (state >> 61)));
        }

        stream.Write(noise);
        return file;
    }

    private static string Count(Geowfc geowfc, string layer) =>
        geowfc.Done("layers", "--json").Json.EnumerateArray().First(one => one.GetProperty("id").GetString() == layer).GetProperty("count").ToString();

    private static string LastLine(Geowfc.Answer answer) => answer.Errors.Trim().Split('\n')[^1];
}
