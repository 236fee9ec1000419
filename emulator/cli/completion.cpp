#include "cli/completion.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <vector>

namespace orrery::cli {
namespace {

// Something that may be typed, and what may follow it.
struct Word {
  std::string text;
  std::string about;
  bool takes_value = false;
  std::vector<std::string> choices;  // of the value; empty: any, a file's name perhaps
};

// Where one is on the command line: after "", "run", "run burst".
struct Place {
  std::string path;
  std::vector<Word> commands, options;
};

// CLI11 describes what a value may be as "TEXT:{real,auto}".
std::vector<std::string> choices_of(const std::string& type) {
  std::vector<std::string> choices;
  const auto open = type.find('{'), close = type.find('}');
  if (open == std::string::npos || close == std::string::npos) return choices;
  std::string text = type.substr(open + 1, close - open - 1) + ",";
  for (std::size_t at = 0, end = 0; (end = text.find(',', at)) != std::string::npos; at = end + 1)
    choices.push_back(text.substr(at, end - at));
  return choices;
}

void add_options(const CLI::App& app, Place& place) {
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      place.options.push_back({"--" + name, option->get_description(), option->get_items_expected_max() > 0,
                               choices_of(option->get_type_name())});
    }
    if (!option->get_positional()) continue;
    for (const std::string& choice : choices_of(option->get_type_name()))
      place.commands.push_back({choice, ""});
  }
}

void add_places(const CLI::App& app, const std::string& path, std::vector<Place>& places) {
  Place place{path, {}, {}};
  const auto subcommands = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* subcommand : subcommands)
    place.commands.push_back({subcommand->get_name(), subcommand->get_description()});
  add_options(app, place);
  places.push_back(std::move(place));
  for (const CLI::App* subcommand : subcommands)
    add_places(*subcommand, (path.empty() ? "" : path + " ") + subcommand->get_name(), places);
}

// In single quotes, for all three shells.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char letter : text) out += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return out + "'";
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

// Lines of a `case` that follow the words typed so far: "/run) path=run ;;".
std::string path_cases(const std::vector<Place>& places) {
  std::string out;
  for (const Place& place : places) {
    if (place.path.empty()) continue;
    const auto last = place.path.rfind(' ');
    const std::string before = last == std::string::npos ? "" : place.path.substr(0, last);
    out += "      '" + before + "/" + place.path.substr(last + 1) + "') path='" + place.path + "' ;;\n";
  }
  return out;
}

std::string for_bash(const std::vector<Place>& places) {
  std::string values, words;
  for (const Place& place : places) {
    std::string all;
    for (const auto* part : {&place.commands, &place.options})
      for (const Word& word : *part) all += (all.empty() ? "" : " ") + word.text;
    words += "    '" + place.path + "') words='" + all + "' ;;\n";
    for (const Word& option : place.options) {
      if (!option.takes_value) continue;
      values += "    '" + place.path + "/" + option.text + "') words='" + joined(option.choices) +
                "'; value=1 ;;\n";
    }
  }
  return "_orrery() {\n  local current=${COMP_WORDS[COMP_CWORD]} path= words= value= word\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    case \"$path/$word\" in\n" +
         path_cases(places) + "    esac\n  done\n  case \"$path/${COMP_WORDS[COMP_CWORD-1]}\" in\n" + values +
         "  esac\n  [ -n \"$value\" ] || case \"$path\" in\n" + words +
         "  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\n"
         "complete -o default -F _orrery orrery\n";
}

std::string described(const std::vector<Word>& words) {
  std::string out;
  for (const Word& word : words) {
    std::string name;
    for (const char letter : word.text) name += letter == ':' ? std::string("\\:") : std::string(1, letter);
    out += " " + quoted(word.about.empty() ? name : name + ":" + word.about);
  }
  return out;
}

std::string for_zsh(const std::vector<Place>& places) {
  std::string values, words;
  for (const Place& place : places) {
    words += "    '" + place.path + "') commands=(" + described(place.commands) + " ) options=(" +
             described(place.options) + " ) ;;\n";
    for (const Word& option : place.options) {
      if (!option.takes_value) continue;
      const std::string then = option.choices.empty() ? "_files" : "compadd -- " + joined(option.choices);
      values += "    '" + place.path + "/" + option.text + "') " + then + "; return ;;\n";
    }
  }
  return "#compdef orrery\n_orrery() {\n  local path_= word\n  local -a commands options\n"
         "  for word in \"${(@)words[2,CURRENT-1]}\"; do\n    case \"$path_/$word\" in\n" +
         [&] {
           std::string cases = path_cases(places);
           for (std::size_t at = 0; (at = cases.find(" path=", at)) != std::string::npos; at += 7)
             cases.replace(at, 6, " path_=");
           return cases;
         }() +
         "    esac\n  done\n  case \"$path_/${words[CURRENT-1]}\" in\n" + values +
         "  esac\n  case \"$path_\" in\n" + words +
         "  esac\n  if [[ $PREFIX == -* ]]; then\n    _describe option options\n"
         "  elif (( $#commands )); then\n    _describe command commands\n  else\n    _files\n  fi\n}\n"
         "compdef _orrery orrery\n";
}

std::string for_fish(const std::vector<Place>& places) {
  std::string out =
      "function __orrery_path\n  set -l path ''\n  for word in (commandline -opc)[2..]\n"
      "    switch \"$path/$word\"\n";
  for (const Place& place : places) {
    if (place.path.empty()) continue;
    const auto last = place.path.rfind(' ');
    const std::string before = last == std::string::npos ? "" : place.path.substr(0, last);
    out += "      case '" + before + "/" + place.path.substr(last + 1) + "'\n        set path '" +
           place.path + "'\n";
  }
  out += "    end\n  end\n  echo $path\nend\n";
  for (const Place& place : places) {
    const std::string here = "complete -c orrery -n 'test \"$(__orrery_path)\" = \"" + place.path + "\"'";
    for (const Word& command : place.commands)
      out += here + " -f -a " + command.text + " -d " + quoted(command.about) + "\n";
    for (const Word& option : place.options) {
      out += here + " -l " + option.text.substr(2) + (option.takes_value ? " -r" : "") +
             (option.choices.empty() ? "" : " -f -a " + quoted(joined(option.choices))) + " -d " +
             quoted(option.about) + "\n";
    }
  }
  return out;
}

}  // namespace

std::string completion(const CLI::App& app, const std::string& shell) {
  std::vector<Place> places;
  add_places(app, "", places);
  if (shell == "bash") return for_bash(places);
  if (shell == "zsh") return for_zsh(places);
  if (shell == "fish") return for_fish(places);
  return {};
}

void add_completion(CLI::App& app, int& code) {
  CLI::App* command = app.add_subcommand(
      "completion", "print a script that completes command lines: source <(orrery completion bash)");
  const auto shell = std::make_shared<std::string>();
  command->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([&app, shell, &code] {
    std::fputs(completion(app, *shell).c_str(), stdout);
    code = 0;
  });
}

}  // namespace orrery::cli
