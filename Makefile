# Every target calls ./dangvu, which needs only Python 3.

.DEFAULT_GOAL := help
.PHONY: help run demo doctor test check format bench docs new-module migrations backup

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##|^##@' $(MAKEFILE_LIST) | sed -E 's/^##@ ?(.*)/\n\1/; s/^([a-z-]+):.*## /  \1\t/' | expand -t 16

##@ Use
run: ## start everything at http://127.0.0.1:8000
	@./dangvu run
demo: ## throw the demo data away and make them again
	@./dangvu demo --reset
doctor: ## what this machine lacks, and what that switches off
	@./dangvu doctor
backup: ## back up to FILE (make backup FILE=/path/dangvu.tar)
	@./dangvu backup "$(FILE)"

##@ Check
test: ## every check and every test; the last line is the totals
	@./dangvu test
check: ## the quick ones: no browser, no slow tests
	@./dangvu test --quick
bench: ## measure
	@./dangvu bench

##@ Change
format: ## format the code
	@./dangvu format
docs: ## write docs/generated again
	@./dangvu docs
migrations: ## write missing migrations
	@./dangvu manage makemigrations
new-module: ## make NAME=assets BESIDE=meetings new-module
	@./dangvu new-module "$(NAME)" --beside "$(BESIDE)"
