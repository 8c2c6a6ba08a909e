namespace Geo.Core.Sites;

/// <summary>The bureau's words for the registers' codes.</summary>
public static class RegisterWords
{
    /// <summary>冶炼渣堆场 of smelting_slag; the code itself where there is no such category.</summary>
    public static string WasteCategory(string code) => RegisterSchema.NameOf("waste_category", code);
}
