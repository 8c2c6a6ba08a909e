using System.Text.RegularExpressions;

namespace Geo.Core.Tests.Architecture;

/// <summary>The rules of the house, read from the source itself.</summary>
public sealed partial class ArchitectureTests
{
    private const int LongestFile = 400, LongestReadme = 15;

    // Who may use whom. Everyone may use the root, Crs and Measure; Store and Demo may use any.
    // One more than ARCHITECTURE.md has: Detection uses Predictors, as a survey computes them block by block before it asks the model.
    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["Gdal"] = [],
        ["Crs"] = ["Gdal"],
        ["Measure"] = [],
        ["Filters"] = [],
        ["Imagery"] = ["Gdal"],
        ["Placement"] = ["Gdal", "Imagery"],
        ["Vectors"] = ["Gdal"],
        ["Tiles"] = ["Gdal", "Imagery"],
        ["Zonal"] = ["Imagery"],
        ["Predictors"] = ["Imagery"],
        ["Classification"] = ["Imagery", "Vectors", "Zonal", "Predictors"],
        ["Detection"] = ["Imagery", "Zonal", "Predictors", "Classification"],
        ["Tables"] = [],
        ["Sites"] = ["Vectors", "Tables"],
        ["Tracking"] = ["Imagery", "Zonal", "Predictors", "Sites", "Detection"],
        ["Field"] = ["Sites"],
        ["Inventory"] = ["Sites"],
        ["Volumes"] = ["Imagery", "Vectors", "Zonal"],
        ["Priority"] = ["Sites"],
        ["Cases"] = ["Sites", "Detection"],
        ["Reporting"] = ["Imagery", "Sites", "Detection", "Tracking", "Inventory", "Priority", "Volumes", "Cases"],
    };

    private static readonly string[] s_forAll = ["Crs", "Measure"], s_useAny = ["Store", "Demo"];

    private static readonly string s_root = Root();
    private static readonly string s_core = Path.Combine(s_root, "src", "Geo.Core");

    [Fact]
    public void Rooms_use_only_the_rooms_that_the_table_allows()
    {
        string[] rooms = Rooms();
        var wrong = new List<string>();
        foreach (string room in rooms.Except(s_useAny))
        {
            Assert.True(s_mayUse.ContainsKey(room), $"the room {room} is not in the table of ARCHITECTURE.md");
            string[] allowed = [room, .. s_forAll, .. s_mayUse[room]];
            foreach (string file in Sources(Path.Combine(s_core, room)))
            {
                wrong.AddRange(Used(File.ReadAllText(file), rooms).Except(allowed).Select(used => $"{Name(file)} uses {used}"));
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_vocabulary_at_the_root_knows_no_room()
    {
        string[] wrong = [.. Directory.GetFiles(s_core, "*.cs").SelectMany(f => Used(File.ReadAllText(f), Rooms()).Select(used => $"{Name(f)} uses {used}"))];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Dependencies_point_one_way()
    {
        Assert.Empty(Holding(Sources(s_core), "Geo.Jobs", "Geo.Api"));
        Assert.Empty(Holding(Sources(Path.Combine(s_root, "src", "Geo.Jobs")), "Geo.Api"));
        string Project(string name) => File.ReadAllText(Path.Combine(s_root, "src", name, name + ".csproj"));
        Assert.DoesNotContain("ProjectReference", Project("Geo.Core"), StringComparison.Ordinal);
        Assert.DoesNotContain("Geo.Api", Project("Geo.Jobs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_demo_command_knows_the_simulator()
    {
        string[] others = [.. Holding(Sources(Path.Combine(s_root, "src")), "Geo.Core.Demo")
            .Where(f => !f.StartsWith("src/Geo.Core/Demo/", StringComparison.Ordinal) && !Path.GetFileName(f).StartsWith("Demo", StringComparison.Ordinal))];
        Assert.Empty(others);
    }

    [Fact]
    public void Unsafe_code_and_native_calls_stand_only_in_Gdal()
    {
        string[] elsewhere = [.. Sources(Path.Combine(s_root, "src")).Select(Name)
            .Where(f => !f.StartsWith("src/Geo.Core/Gdal/", StringComparison.Ordinal) && f is not ("src/Geo.Core/Store/SqliteColumns.cs" or "src/Geo.Core/Store/RowFunction.cs")) // ADR 0036
            .Where(f => Native().IsMatch(Code(File.ReadAllText(Path.Combine(s_root, f)))))];
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Every_room_says_what_it_does_in_fifteen_lines()
    {
        foreach (string room in Rooms())
        {
            string readme = Path.Combine(s_core, room, "README.md");
            Assert.True(File.Exists(readme), $"{room} has no README.md");
            Assert.InRange(File.ReadAllLines(readme).Length, 1, LongestReadme);
        }
    }

    [Fact]
    public void Files_stay_short()
    {
        string[] tooLong = [.. Sources(Path.Combine(s_root, "src")).Select(f => (Name: Name(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines >= LongestFile).Select(f => $"{f.Name}: {f.Lines} lines")];
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        string[] strays = [.. Sources(s_core).Where(f => NamespaceLine().Match(File.ReadAllText(f)) is { Success: true } declared
            && declared.Groups[1].Value != string.Join('.', Path.GetDirectoryName(Name(f))!["src/".Length..].Split('/'))).Select(Name)];
        Assert.Empty(strays);
    }

    // Rooms named in full, or by their short name before one of their own types.
    private static IEnumerable<string> Used(string text, string[] rooms)
    {
        string code = Code(text);
        return rooms.Where(room => Regex.IsMatch(code, $@"\bGeo\.Core\.{room}\b")
            || Regex.Matches(code, $@"(?<![\w.]){room}\.([A-Z]\w+)").Any(m => TypesOf(room).Contains(m.Groups[1].Value)))
            .Where(room => !Regex.IsMatch(code, $@"^namespace Geo\.Core\.{room}\b", RegexOptions.Multiline));
    }

    private static HashSet<string> TypesOf(string room) =>
        [.. Sources(Path.Combine(s_core, room)).Select(f => Path.GetFileName(f).Split('.')[0])];

    private static IEnumerable<string> Holding(IEnumerable<string> files, params string[] texts) =>
        files.Where(f => { string code = Code(File.ReadAllText(f)); return texts.Any(t => code.Contains(t, StringComparison.Ordinal)); }).Select(Name);

    // Without comments: a docstring may name what the code may not use.
    private static string Code(string text) => Comment().Replace(text, "");

    private static string[] Rooms() =>
        [.. Directory.GetDirectories(s_core).Select(d => Path.GetFileName(d)).Where(d => d is not ("bin" or "obj" or "data") && Sources(Path.Combine(s_core, d)).Any())];

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/node_modules/", StringComparison.Ordinal));

    private static string Name(string file) => Path.GetRelativePath(s_root, file).Replace('\\', '/');

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GeoWfc.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside a checkout");
    }

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bunsafe\b(?!-)|\bLibraryImport\b|\bDllImport\b|\bNativeLibrary\b|\bstackalloc\s+\w+\s*\*")]
    private static partial Regex Native();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
