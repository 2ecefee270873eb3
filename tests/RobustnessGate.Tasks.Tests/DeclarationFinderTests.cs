namespace RobustnessGate.Tasks.Tests;

public sealed class DeclarationFinderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_place_is_that_of_the_opening_bracket()
    {
        WriteProject("""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <RobustAccuracyMin>0.45</RobustAccuracyMin>
              </PropertyGroup>
            </Project>
            """);

        Assert.Equal("App.csproj(3,5)", Find("0.45"));
    }

    [Fact]
    public void The_last_declaration_with_the_evaluated_value_wins_over_a_later_one_with_another()
    {
        WriteProject("""
            <Project>
              <PropertyGroup>
                <RobustAccuracyMin>0.45</RobustAccuracyMin>
                <RobustAccuracyMin> 0.5 </RobustAccuracyMin>
                <RobustAccuracyMin Condition="'$(CI)' == 'nowhere'">0.6</RobustAccuracyMin>
              </PropertyGroup>
            </Project>
            """);

        Assert.Equal("App.csproj(4,5)", Find("0.5"));
    }

    [Fact]
    public void A_computed_value_is_found_at_the_last_declaration()
    {
        WriteProject("""
            <Project>
              <PropertyGroup><RobustAccuracyMin>$(Ours)</RobustAccuracyMin></PropertyGroup>
            </Project>
            """);

        Assert.Equal("App.csproj(2,18)", Find("0.45"));
    }

    [Fact]
    public void Directory_Build_props_and_what_it_imports_are_searched()
    {
        WriteProject("<Project />");
        folder.Write("eng/gate.props", "<Project>\n<PropertyGroup>\n<RobustAccuracyMin>0.45</RobustAccuracyMin></PropertyGroup></Project>");
        folder.Write("Directory.Build.props", """<Project><ImportGroup><Import Project="$(MSBuildThisFileDirectory)eng\gate.props" /></ImportGroup></Project>""");

        Assert.Equal("../eng/gate.props(3,1)", Find("0.45"));
    }

    [Fact]
    public void A_parent_found_with_GetPathOfFileAbove_is_followed()
    {
        WriteProject("<Project />");
        folder.Write("Directory.Build.props", "<Project>\n <PropertyGroup>\n  <RobustAccuracyMin>0.45</RobustAccuracyMin></PropertyGroup></Project>");
        var nested = folder.Write("app/Directory.Build.props", """
            <Project><Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" /></Project>
            """);

        Assert.Equal("../Directory.Build.props(3,3)", Finder(props: nested).Find("RobustAccuracyMin", "0.45")?.ToString());
    }

    [Fact]
    public void The_project_overrides_Directory_Build_props_and_is_overridden_by_Directory_Build_targets()
    {
        const string declares = "<Project><PropertyGroup><RobustAccuracyMin>0.45</RobustAccuracyMin></PropertyGroup></Project>";
        WriteProject(declares);
        folder.Write("Directory.Build.props", declares);
        Assert.Equal("App.csproj(1,25)", Find("0.45"));

        folder.Write("Directory.Build.targets", declares);
        Assert.Equal("../Directory.Build.targets(1,25)", Find("0.45"));
    }

    [Fact]
    public void A_value_from_the_command_line_points_at_the_projects_declaration()
    {
        WriteProject("<Project>\n<PropertyGroup>\n<RobustAccuracyMin>0.45</RobustAccuracyMin></PropertyGroup></Project>");
        folder.Write("Directory.Build.targets", "<Project><PropertyGroup><RobustAccuracyMin>0.1</RobustAccuracyMin></PropertyGroup></Project>");

        Assert.Equal("App.csproj(3,1)", Finder(global: "robustaccuracymin").Find("RobustAccuracyMin", "0.99")?.ToString());
    }

    [Fact]
    public void A_value_that_only_the_command_line_sets_points_at_the_projects_first_line()
    {
        WriteProject("<Project />");

        Assert.Equal("App.csproj(1,1)", Finder(global: "RobustAccuracyMin").Find("RobustAccuracyMin", "0.99")?.ToString());
    }

    [Fact]
    public void A_value_that_nothing_declares_has_no_place()
    {
        WriteProject("<Project />");

        Assert.Null(Find("0.45"));
    }

    [Fact]
    public void Files_that_import_each_other_are_read_once()
    {
        WriteProject("""<Project><Import Project="App.csproj" /><PropertyGroup><RobustAccuracyMin>1</RobustAccuracyMin></PropertyGroup></Project>""");

        Assert.Equal("App.csproj(1,56)", Find("1"));
    }

    [Fact]
    public void Imports_that_only_MSBuild_can_resolve_and_broken_files_are_passed_over()
    {
        folder.Write("app/broken.props", "<Project><PropertyGroup>");
        WriteProject("""
            <Project>
              <Import Project="$(Somewhere)/x.props" />
              <Import Project="*.props" />
              <Import Project="broken.props" />
              <Import Project="Sdk.props" Sdk="Some.Sdk" />
              <PropertyGroup><RobustAccuracyMin>0.45</RobustAccuracyMin></PropertyGroup>
            </Project>
            """);

        Assert.Equal("App.csproj(6,18)", Find("0.45"));
    }

    private void WriteProject(string text) => folder.Write("app/App.csproj", text);

    private string? Find(string value) => Finder().Find("RobustAccuracyMin", value)?.ToString();

    private DeclarationFinder Finder(string? props = null, params string[] global) =>
        new(folder["app/App.csproj"], props ?? folder["Directory.Build.props"], folder["Directory.Build.targets"], global);
}
