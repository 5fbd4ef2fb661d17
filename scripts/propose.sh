#!/bin/sh
# Run by the workflow watch-releases: propose.sh FOLDER pushes a branch and opens a pull request for every NAME.patch
# of the folder, with NAME.txt as its text. Takes from a patch only the files that such a change is about.
set -eu

folder=$1
main=$(git rev-parse HEAD)
for patch in "$folder"/*.patch; do
  name=$(basename "$patch" .patch)
  case $name in
    buildx) title='Add the checksums of new buildx releases' ;;
    buildkit) title='Update the BuildKit image' ;;
    binfmt) title='Update the binfmt image' ;;
    *) echo "Nobody looks for '$name'." >&2 && exit 1 ;;
  esac
  text=$folder/$name.txt
  branch=upkeep/$name

  git switch --quiet --force-create "$branch" "$main"
  git apply --index --include='action.yml' --include='*/action.yml' --include='src/*.ts' --include='lab/versions.ts' \
    --include='README.md' --include='docs/*.md' --include='__tests__/contract/transcripts/*.json' \
    --include='dist/*' "$patch"
  git commit --quiet --message "$title" --message "$(cat "$text")"

  open=$(gh pr list --head "$branch" --state open --json number --jq length)
  if git fetch --quiet origin "$branch"; then
    if [ "$open" = 0 ] && [ "$(git log -1 --format=%B FETCH_HEAD)" = "$(git log -1 --format=%B)" ]; then
      echo "$branch proposes the same, and its pull request was closed. Delete the branch to have it proposed again."
      continue
    fi
    if git diff --quiet FETCH_HEAD; then
      echo "$branch proposes this already."
      continue
    fi
  fi
  git push --quiet --force origin "$branch"
  if [ "$open" = 0 ]; then
    gh pr create --head "$branch" --base main --title "$title" --body-file "$text" || {
      # Else tomorrow's run would take it for a proposal that somebody closed.
      git push --quiet --delete origin "$branch"
      exit 1
    }
  else
    gh pr edit "$branch" --body-file "$text"
  fi
done
